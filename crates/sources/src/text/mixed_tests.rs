use super::*;
use crate::{Limits, xml};

#[track_caller]
fn check(input: &str, expected: &str) {
    let root = xml::parse(&format!("<r>{input}</r>"), &Limits::default()).expect("the sample is well formed");
    assert_eq!(render(&root), expected, "text of {input}");
}

#[test]
fn emphasis_and_references_do_not_split_words() {
    check("poly<i>propylene</i>s", "polypropylenes");
    check("in <figref idref=\"f\">FIG. <b>2</b></figref>A", "in FIG. 2A");
    check("of <claim-ref idref=\"CLM-00001\">claim 1</claim-ref>, wherein", "of claim 1, wherein");
    check("cell (<xref ref-type=\"fig\">Figure 1</xref>)", "cell (Figure 1)");
}

#[test]
fn unknown_elements_never_glue_words() {
    check("a<new>b</new>c", "a b c");
    check("(<new>b</new>), c", "(b), c");
    check("<surname>Sato</surname><given-names>K</given-names>, 2010", "Sato K, 2010");
}

#[test]
fn sub_and_superscripts() {
    check("TiO<sub>2</sub> and H<sub>2</sub>SO<sub>4</sub>", "TiO2 and H2SO4");
    check("x<sup>2</sup>+10<sup>−3</sup> cm<sup>-1</sup>", "x^2+10^−3 cm^-1");
    check("Ca<sup>2+</sup>, SO<sub>4</sub><sup>2−</sup>, Li<sup>+</sup>", "Ca2+, SO42−, Li+");
    check("<sup>13</sup>C and <sup>1</sup>H", "13C and 1H");
    check("the 1<sup>st</sup> at 25<sup>o</sup>C", "the 1st at 25°C");
    check("m<sup>n+1</sup>", "m^(n+1)");
    check("the 2<sup>nd </sup>edition of x<sup> 2</sup>", "the 2nd edition of x 2");
    check("<td><sup>a</sup>Average</td>", "a Average");
    check(
        "shown<sup><xref ref-type=\"bibr\">12</xref>,<xref ref-type=\"bibr\">13</xref></sup>.",
        "shown [12,13].",
    );
    check("shown<xref ref-type=\"bibr\"><sup>12</sup></xref> by", "shown [12] by");
}

#[test]
fn blocks_begin_lines() {
    check("a<br/>b", "a\nb");
    check(
        "<claim-text>1. A cell: <claim-text>an anode; and</claim-text><claim-text>a cathode.</claim-text></claim-text>",
        "1. A cell:\nan anode; and\na cathode.",
    );
    check("these:<ul><li>one</li><li>two</li></ul>end", "these:\none\ntwo\nend");
    check("a<ol><li><p>one</p></li></ol>", "a\none");
    check(
        "<list-item><label>•</label><p>one</p><p>two</p></list-item><list-item><p>b</p></list-item>",
        "• one\ntwo\nb",
    );
    check("<tr><td><p>a</p></td><td><p>b</p></td></tr>", "a | b");
}

#[test]
fn tables_have_rows_and_cells() {
    check(
        "<table><tgroup><colspec/><thead><row><entry>No.</entry><entry>Yield</entry></row></thead><tbody>\
         <row><entry>1</entry><entry>85%</entry></row><row><entry/><entry>90%</entry></row></tbody></tgroup></table>",
        "No. | Yield\n1 | 85%\n90%",
    );
    check("<table><tr><td>a<break/>b</td><td>c</td></tr></table>", "a\nb | c");
}

#[test]
fn images_are_dropped_and_their_words_kept() {
    check("a<img file=\"x.tif\" alt=\"embedded image\"/>b", "a b");
    check("a<chemistry><img file=\"x\" alt=\"benzene ring\"/></chemistry>b", "a benzene ring b");
    check(
        "<fig><label>Figure 1.</label><caption><title>Cell.</title><p>Layers.</p></caption><graphic/></fig>",
        "Figure 1.\nCell.\nLayers.",
    );
}

#[test]
fn formulas_are_linear() {
    check(
        "<math><msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow>\
           <msub><mi>c</mi><mn>1</mn></msub></mfrac></math>",
        "x^2 = (a + b)/(c_1)",
    );
    check(
        "<m:math><m:mi>f</m:mi><m:mo>(</m:mo><m:mi>x</m:mi><m:mo>,</m:mo><m:mi>y</m:mi><m:mo>)</m:mo>\
           <m:mo>=</m:mo><m:mo>-</m:mo><m:msqrt><m:mi>x</m:mi><m:mo>⁢</m:mo><m:mi>y</m:mi></m:msqrt></m:math>",
        "f(x, y) = - √(x y)",
    );
    check(
        "<math><munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>\
           <msub><mi>x</mi><mi>i</mi></msub></math>",
        "∑_(i = 1)^n x_i",
    );
    check(
        "<math><mfenced open=\"[\" close=\"]\"><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr>\
           <mtr><mtd><mn>0</mn></mtd><mtd><mn>1</mn></mtd></mtr></mtable></mfenced></math>",
        "[1, 0; 0, 1]",
    );
    check("<math><mover><mi>x</mi><mo>¯</mo></mover></math>", "x¯");
    check(
        "let<inline-formula><alternatives><tex-math>$y$</tex-math><math><mi>y</mi></math><graphic/>\
           </alternatives></inline-formula>be",
        "let y be",
    );
    check("<tex-math>\\documentclass{minimal}\\begin{document}$$x^{2}$$\\end{document}</tex-math>", "x^{2}");
}

#[test]
fn entities_are_characters() {
    check("&#x3b2;-lactam &#176;C &alpha; &agr; &lt;5&gt; AT&amp;T", "β-lactam °C α α <5> AT&T");
    check("&unknown; &#x2014; &#150;", "&unknown; — –");
}
