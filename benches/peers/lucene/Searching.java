import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsCollectorManager;
import org.apache.lucene.facet.LongValueFacetCounts;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.queries.mlt.MoreLikeThis;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.MMapDirectory;

/** An open index: ten best, with an exact total or three facets where asked for, and the stored form of the ten. */
final class Searching {
    private static final int SIZE = 10;
    private static final Set<String> STORED = Set.of("id", "head");

    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final SortedSetDocValuesReaderState facets;
    private final Map<String, Analyzer> analysers =
            Map.of("english", Indexing.analyser("english"), "japanese", Indexing.analyser("japanese"));

    /** Tokens of all queries, so that no compiler leaves their analysis out. */
    private volatile long analysed;

    Searching(Path folder) throws Exception {
        reader = DirectoryReader.open(new MMapDirectory(folder));
        searcher = new IndexSearcher(reader);
        searcher.setSimilarity(similarity());
        // Each search does its work: neither side keeps answers.
        searcher.setQueryCache(null);
        facets = new DefaultSortedSetDocValuesReaderState(reader, Indexing.facets());
    }

    /** The usual k1 and b, with markers of ends counted as words, as the other engines count them. */
    static BM25Similarity similarity() {
        return new BM25Similarity(1.2f, 0.75f, false);
    }

    int documents() {
        return reader.numDocs();
    }

    void close() throws Exception {
        for (Analyzer analyser : analysers.values()) {
            analyser.close();
        }
        reader.close();
    }

    String run(String mode, String style, String[] words, int at) throws Exception {
        long started = System.nanoTime();
        TopDocs top = answer(mode, read(words, at, style));
        return line(System.nanoTime() - started, top);
    }

    /** A query of its text's analyser, the text and the tree. */
    private Query read(String[] words, int at, String style) throws Exception {
        analysed += Indexing.countTokens(analysers.get(words[at]), words[at + 1]);
        return Trees.read(words, at + 2, style);
    }

    private String line(long nanoseconds, TopDocs top) throws Exception {
        var line = new StringBuilder().append(nanoseconds).append('\t').append(top.totalHits.value());
        for (ScoreDoc hit : top.scoreDocs) {
            String id = reader.storedFields().document(hit.doc, STORED).get("id");
            line.append('\t').append(id).append('\t').append(hit.score);
        }
        return line.toString();
    }

    private TopDocs answer(String mode, Query query) throws Exception {
        TopDocs top;
        switch (mode) {
            case "top":
                top = searcher.search(query, new TopScoreDocCollectorManager(SIZE, null, SIZE));
                break;
            case "total":
                top = searcher.search(query, new TopScoreDocCollectorManager(SIZE, null, Integer.MAX_VALUE));
                break;
            case "facets":
                var found = FacetsCollectorManager.search(searcher, query, SIZE, new FacetsCollectorManager());
                top = found.topDocs();
                counted(found.facetsCollector());
                break;
            default:
                throw new IllegalArgumentException("no mode is called " + mode);
        }
        var stored = reader.storedFields();
        for (ScoreDoc hit : top.scoreDocs) {
            if (stored.document(hit.doc, STORED).getBinaryValue("head") == null) {
                throw new IllegalStateException("a hit has no stored form");
            }
        }
        return top;
    }

    private void counted(FacetsCollector collector) throws Exception {
        var counts = new SortedSetDocValuesFacetCounts(facets, collector);
        counts.getTopChildren(SIZE, "type");
        counts.getTopChildren(SIZE, "language");
        new LongValueFacetCounts("year", collector).getTopChildren(SIZE, "year");
    }

    long batch(int threads, String mode, String style, List<String[]> queries) throws Exception {
        var next = new AtomicInteger();
        List<Callable<Void>> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(() -> {
                for (int n = next.getAndIncrement(); n < queries.size(); n = next.getAndIncrement()) {
                    answer(mode, read(queries.get(n), 0, style));
                }
                return null;
            });
        }
        try (var pool = Executors.newFixedThreadPool(threads)) {
            long started = System.nanoTime();
            for (var worker : pool.invokeAll(workers)) {
                worker.get();
            }
            return System.nanoTime() - started;
        }
    }

    /** What is similar to a document by the terms of its vectors, as many as the other side searched. */
    String similar(String[] words) throws Exception {
        long started = System.nanoTime();
        int document = searcher.search(new TermQuery(new Term("id", words[1])), 1).scoreDocs[0].doc;
        var similar = new MoreLikeThis(reader);
        similar.setFieldNames(Arrays.copyOfRange(words, 3, words.length));
        similar.setMaxQueryTerms(Integer.parseInt(words[2]));
        similar.setMinTermFreq(1);
        similar.setMinDocFreq(1);
        similar.setBoost(true);
        TopDocs top = answer("top", similar.like(document));
        return line(System.nanoTime() - started, top);
    }
}
