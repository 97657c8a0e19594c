import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.IntField;
import org.apache.lucene.index.Term;
import org.apache.lucene.queries.intervals.IntervalQuery;
import org.apache.lucene.queries.intervals.Intervals;
import org.apache.lucene.queries.intervals.IntervalsSource;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.CombinedFieldQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * Queries from words in prefix order:
 *
 * <pre>
 * any N tree… | all N tree… | best N tree… | filtered tree tree | everything | nothing
 * term FIELD BOOST TERM | fields BOOST TERM N (FIELD WEIGHT)… | phrase FIELD BOOST N (OFFSET TERM)…
 * near FIELD DISTANCE ORDERED N TERM… N TERM… | prefix FIELD BEGINNING | years FIRST LAST
 * </pre>
 *
 * A term in several fields is a {@link CombinedFieldQuery} or, in the style "boosted", the sum of boosted terms.
 */
final class Trees {
    private final String[] words;
    private final boolean combined;
    private int at;

    private Trees(String[] words, int at, boolean combined) {
        this.words = words;
        this.at = at;
        this.combined = combined;
    }

    static Query read(String[] words, int at, String style) {
        return new Trees(words, at, style.equals("combined")).tree();
    }

    private String next() {
        return words[at++];
    }

    private int number() {
        return Integer.parseInt(next());
    }

    private Query tree() {
        String kind = next();
        switch (kind) {
            case "everything":
                return MatchAllDocsQuery.INSTANCE;
            case "nothing":
                return MatchNoDocsQuery.INSTANCE;
            case "any":
                return clauses(BooleanClause.Occur.SHOULD);
            case "all":
                return clauses(BooleanClause.Occur.MUST);
            case "best":
                List<Query> operands = new ArrayList<>();
                for (int n = number(); 0 < n; n--) {
                    operands.add(tree());
                }
                return new DisjunctionMaxQuery(operands, 0);
            case "filtered":
                var filtered = new BooleanQuery.Builder();
                filtered.add(tree(), BooleanClause.Occur.MUST);
                filtered.add(tree(), BooleanClause.Occur.FILTER);
                return filtered.build();
            case "term":
                String field = next();
                float boost = Float.parseFloat(next());
                return boosted(new TermQuery(new Term(field, next())), boost);
            case "fields":
                return fields();
            case "phrase":
                return phrase();
            case "near":
                return near();
            case "prefix":
                String of = next();
                return new PrefixQuery(new Term(of, next()));
            case "years":
                int first = number();
                return IntField.newRangeQuery("year", first, number());
            default:
                throw new IllegalArgumentException("no tree is called " + kind);
        }
    }

    private static Query boosted(Query query, float boost) {
        return boost == 1 ? query : new BoostQuery(query, boost);
    }

    private Query clauses(BooleanClause.Occur occur) {
        var builder = new BooleanQuery.Builder();
        for (int n = number(); 0 < n; n--) {
            builder.add(tree(), occur);
        }
        return builder.build();
    }

    private Query fields() {
        float boost = Float.parseFloat(next());
        String term = next();
        int n = number();
        var together = new CombinedFieldQuery.Builder(term);
        var sum = new BooleanQuery.Builder();
        for (; 0 < n; n--) {
            String field = next();
            float weight = Float.parseFloat(next());
            if (combined) {
                together.addField(field, weight);
            } else {
                sum.add(boosted(new TermQuery(new Term(field, term)), weight * boost), BooleanClause.Occur.SHOULD);
            }
        }
        return combined ? boosted(together.build(), boost) : sum.build();
    }

    private Query phrase() {
        String field = next();
        float boost = Float.parseFloat(next());
        var builder = new PhraseQuery.Builder();
        for (int n = number(); 0 < n; n--) {
            int offset = number();
            builder.add(new Term(field, next()), offset);
        }
        return boosted(builder.build(), boost);
    }

    private Query near() {
        String field = next();
        int distance = number();
        boolean ordered = Boolean.parseBoolean(next());
        IntervalsSource left = run();
        IntervalsSource right = run();
        IntervalsSource both = ordered ? Intervals.ordered(left, right) : Intervals.unordered(left, right);
        return new IntervalQuery(field, Intervals.maxgaps(distance - 1, both));
    }

    private IntervalsSource run() {
        var terms = new IntervalsSource[number()];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = Intervals.term(next());
        }
        return terms.length == 1 ? terms[0] : Intervals.phrase(terms);
    }
}
