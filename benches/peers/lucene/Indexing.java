import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.ja.JapaneseAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.IntField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.MMapDirectory;

/** Documents to an index, and texts to terms. */
final class Indexing {
    private static final double BUFFER_MB = 256;

    private Indexing() {}

    /** Documents that the other side has analysed. */
    static String tokens(Path folder, Path file, int threads, boolean vectors) throws Exception {
        var type = new FieldType(TextField.TYPE_NOT_STORED);
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
        var withVectors = new FieldType(type);
        withVectors.setStoreTermVectors(true);
        var config = facets();
        List<Document> documents = new ArrayList<>();
        try (var writer = writer(folder, null);
                var input = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            var names = new String[input.readInt()];
            for (int i = 0; i < names.length; i++) {
                names[i] = Terms.string(input);
            }
            long nanoseconds = 0;
            for (int segments = input.readInt(); 0 < segments; segments--) {
                var dictionary = new String[input.readInt()];
                for (int i = 0; i < dictionary.length; i++) {
                    dictionary[i] = Terms.string(input);
                }
                for (int left = input.readInt(); 0 < left; left--) {
                    documents.add(config.build(document(input, names, dictionary, vectors ? withVectors : type, type)));
                    if (documents.size() == 10_000 || left == 1) {
                        nanoseconds += added(writer, documents, threads);
                        documents.clear();
                    }
                }
            }
            long started = System.nanoTime();
            writer.commit();
            nanoseconds += System.nanoTime() - started;
            return finished(writer, folder, nanoseconds);
        }
    }

    /** Which columns are counted. */
    static FacetsConfig facets() {
        var config = new FacetsConfig();
        config.setMultiValued("language", true);
        return config;
    }

    private static Document document(
            DataInputStream input, String[] names, String[] dictionary, FieldType ofHead, FieldType type)
            throws IOException {
        var document = new Document();
        document.add(new StringField("id", Terms.string(input), Field.Store.YES));
        document.add(new IntField("year", input.readInt(), Field.Store.NO));
        document.add(new SortedSetDocValuesFacetField("type", Terms.string(input)));
        for (int n = input.readInt(); 0 < n; n--) {
            document.add(new SortedSetDocValuesFacetField("language", Terms.string(input)));
        }
        for (String part : List.of("head", "sections")) {
            var bytes = new byte[input.readInt()];
            input.readFully(bytes);
            document.add(new StoredField(part, bytes));
        }
        for (int n = input.readInt(); 0 < n; n--) {
            String name = names[input.readInt()];
            boolean isOfHead = name.startsWith("title.") || name.startsWith("abstract.") || name.startsWith("claims.first.");
            document.add(new Field(name, Terms.read(input, dictionary), isOfHead ? ofHead : type));
        }
        return document;
    }

    /** Documents of text: every field analysed, in one view or two, and stored. */
    static String texts(Path folder, Path file, String analyser, int views, int threads) throws Exception {
        List<Document> documents = new ArrayList<>();
        Analyzer words = analyser(analyser);
        // Two characters a term, which is Lucene's view of Japanese without a dictionary; words as written in English.
        Analyzer asWritten = analyser.equals("japanese") ? new CJKAnalyzer() : new StandardAnalyzer();
        try (var input = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            for (int left = input.readInt(); 0 < left; left--) {
                var document = new Document();
                document.add(new StringField("id", Terms.string(input), Field.Store.YES));
                for (int n = input.readInt(); 0 < n; n--) {
                    String name = Terms.string(input);
                    String text = Terms.string(input);
                    document.add(new TextField(name, text, Field.Store.YES));
                    if (views == 2) {
                        document.add(new TextField(name + ".written", text, Field.Store.NO));
                    }
                }
                documents.add(document);
            }
        }
        Analyzer byField = new DelegatingAnalyzerWrapper(Analyzer.PER_FIELD_REUSE_STRATEGY) {
            @Override
            protected Analyzer getWrappedAnalyzer(String field) {
                return field.endsWith(".written") ? asWritten : words;
            }
        };
        try (var writer = writer(folder, byField)) {
            long nanoseconds = added(writer, documents, threads);
            long started = System.nanoTime();
            writer.commit();
            nanoseconds += System.nanoTime() - started;
            return finished(writer, folder, nanoseconds);
        }
    }

    private static IndexWriter writer(Path folder, Analyzer analyser) throws IOException {
        var config = new IndexWriterConfig(analyser);
        config.setSimilarity(Searching.similarity());
        config.setRAMBufferSizeMB(BUFFER_MB);
        config.setMergeScheduler(new ConcurrentMergeScheduler());
        return new IndexWriter(new MMapDirectory(folder), config);
    }

    /** Closing waits for merges, which is work that the index needs. */
    private static String finished(IndexWriter writer, Path folder, long nanoseconds) throws IOException {
        long started = System.nanoTime();
        writer.close();
        nanoseconds += System.nanoTime() - started;
        long bytes = 0;
        try (var files = Files.list(folder)) {
            for (Path path : (Iterable<Path>) files::iterator) {
                bytes += Files.size(path);
            }
        }
        try (var reader = DirectoryReader.open(new MMapDirectory(folder))) {
            return nanoseconds + "\t" + bytes + "\t" + reader.leaves().size();
        }
    }

    private static long added(IndexWriter writer, List<Document> documents, int threads) throws Exception {
        var next = new AtomicInteger();
        List<Callable<Void>> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(() -> {
                for (int n = next.getAndIncrement(); n < documents.size(); n = next.getAndIncrement()) {
                    writer.addDocument(documents.get(n));
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

    static Analyzer analyser(String name) {
        switch (name) {
            case "japanese":
                return new JapaneseAnalyzer();
            case "english":
                return new EnglishAnalyzer();
            default:
                throw new IllegalArgumentException("no analyser is called " + name);
        }
    }

    /** Analysis alone, by one thread. */
    static String analyse(Path file, String name) throws Exception {
        List<String> texts = new ArrayList<>();
        try (var input = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            for (int left = input.readInt(); 0 < left; left--) {
                Terms.string(input);
                for (int n = input.readInt(); 0 < n; n--) {
                    Terms.string(input);
                    texts.add(Terms.string(input));
                }
            }
        }
        long tokens = 0;
        try (Analyzer analyser = analyser(name)) {
            long started = System.nanoTime();
            for (String text : texts) {
                tokens += countTokens(analyser, text);
            }
            return (System.nanoTime() - started) + "\t" + tokens;
        }
    }

    static long countTokens(Analyzer analyser, String text) throws IOException {
        long tokens = 0;
        try (TokenStream stream = analyser.tokenStream("text", text)) {
            stream.reset();
            while (stream.incrementToken()) {
                tokens++;
            }
            stream.end();
        }
        return tokens;
    }
}
