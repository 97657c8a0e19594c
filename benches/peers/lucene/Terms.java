import java.io.DataInputStream;
import java.io.IOException;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/** Terms at positions, as they were analysed by the other side. */
final class Terms extends TokenStream {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
    private final String[] dictionary;
    private final int[] terms;
    private final int[] positions;
    private int at;
    private int last;

    private Terms(String[] dictionary, int[] terms, int[] positions) {
        this.dictionary = dictionary;
        this.terms = terms;
        this.positions = positions;
    }

    static Terms read(DataInputStream input, String[] dictionary) throws IOException {
        int n = input.readInt();
        var terms = new int[n];
        var positions = new int[n];
        for (int i = 0; i < n; i++) {
            terms[i] = input.readInt();
            positions[i] = input.readInt();
        }
        return new Terms(dictionary, terms, positions);
    }

    static String string(DataInputStream input) throws IOException {
        var bytes = new byte[input.readInt()];
        input.readFully(bytes);
        return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        at = 0;
        last = -1;
    }

    @Override
    public boolean incrementToken() {
        if (at == terms.length) {
            return false;
        }
        clearAttributes();
        term.append(dictionary[terms[at]]);
        increment.setPositionIncrement(positions[at] - last);
        last = positions[at++];
        return true;
    }
}
