import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.IndexSearcher;

/**
 * Lucene on the other end of a pipe: one request a line, its words apart by tabs, one answer a line.
 *
 * <pre>
 * version                                         -> the version of Lucene
 * index DIR TOKENS THREADS VECTORS                -> nanoseconds, bytes, segments: documents of terms and positions
 * text DIR TEXTS ANALYSER VIEWS THREADS           -> the same: documents of text, analysed here
 * analyse TEXTS ANALYSER                          -> nanoseconds, tokens
 * open DIR                                        -> documents
 * run MODE STYLE QUERY                            -> nanoseconds, total, then id score …
 * batch THREADS MODE STYLE N, then N lines QUERY  -> nanoseconds for all
 * similar ID TERMS FIELD…                         -> nanoseconds, total, then id score …
 * </pre>
 *
 * A QUERY is ANALYSER TEXT TREE: its text is analysed, and the tree has the terms that are searched.
 *
 * <p>Times are taken here, so that the pipe costs nothing. What fails is answered by a line that starts with "error".
 */
public final class Driver {
    private static final int MAX_CLAUSES = 1 << 16;

    private Searching searching;

    public static void main(String[] arguments) throws Exception {
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var output = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        var driver = new Driver();
        // Three hundred terms in eight fields each are more than its default allows.
        IndexSearcher.setMaxClauseCount(MAX_CLAUSES);
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            try {
                output.println(driver.answer(line.split("\t", -1), input));
            } catch (Exception error) {
                error.printStackTrace();
                output.println("error\t" + error);
            }
            output.flush();
        }
    }

    private String answer(String[] words, BufferedReader input) throws Exception {
        switch (words[0]) {
            case "version":
                return org.apache.lucene.util.Version.LATEST.toString();
            case "index":
                return Indexing.tokens(
                        Path.of(words[1]), Path.of(words[2]), Integer.parseInt(words[3]), Boolean.parseBoolean(words[4]));
            case "text":
                return Indexing.texts(
                        Path.of(words[1]),
                        Path.of(words[2]),
                        words[3],
                        Integer.parseInt(words[4]),
                        Integer.parseInt(words[5]));
            case "analyse":
                return Indexing.analyse(Path.of(words[1]), words[2]);
            case "open":
                if (searching != null) {
                    searching.close();
                }
                searching = new Searching(Path.of(words[1]));
                return Integer.toString(searching.documents());
            case "run":
                return searching.run(words[1], words[2], words, 3);
            case "batch":
                return batch(words, input);
            case "similar":
                return searching.similar(words);
            default:
                throw new IllegalArgumentException("no request is called " + words[0]);
        }
    }

    private String batch(String[] words, BufferedReader input) throws Exception {
        List<String[]> queries = new ArrayList<>();
        for (int i = Integer.parseInt(words[4]); 0 < i; i--) {
            queries.add(input.readLine().split("\t", -1));
        }
        return Long.toString(searching.batch(Integer.parseInt(words[1]), words[2], words[3], queries));
    }
}
