package io.gradus.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.diagnosis.Diagnosis;
import io.gradus.diagnosis.Situation;
import io.gradus.layer.Loss;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class CheckPageTest {
    private static final String NOTEBOOK = CheckPage.of("The notebook", Samples.notebook());

    @Test
    void isWellFormedAndAsksForNothingFromOutside() throws Exception {
        Situation s = Samples.random(Samples.network(9, "relu", 40, "tanh", 3), Loss.mse(), 4);
        List<String> pages = List.of(
                NOTEBOOK,
                CheckPage.of("right", Samples.of(s, g -> g)),
                CheckPage.of("kink", Samples.nearAKink()),
                CheckPage.of("NaN", Samples.of(s, Samples.changed(s, 0, _ -> Double.NaN))),
                CheckPage.of("diagnosis", Diagnosis.of(Samples.notebookSituation(), Samples.notebookGradient())));
        for (String page : pages) {
            Document document = parse(page);
            assertThat(document.getDocumentElement().getAttribute("lang")).isEqualTo("en");
            String rest = page.replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
            assertThat(rest).doesNotContain("http", "url(", "@import", "<script", "src=", "<link");
            for (Element link : elements(document, "a")) {
                assertThat(page).contains("id=\"" + link.getAttribute("href").substring(1) + "\"");
            }
        }
    }

    @Test
    void escapesWhatComesFromOutside() throws Exception {
        String title = "<script>alert(\"1\")</script> & 'x' \u0007";
        Document document = parse(CheckPage.of(title, Samples.hostile("<b onclick=\"x\">&")));
        assertThat(elements(document, "h1").getFirst().getTextContent())
                .isEqualTo("<script>alert(\"1\")</script> & 'x' \ufffd");
        assertThat(elements(document, "script")).isEmpty();
        assertThat(document.getDocumentElement().getTextContent()).contains("<b onclick=\"x\">&");
    }

    @Test
    void heatMapsShowTheNumbers() throws Exception {
        List<String> cells = new ArrayList<>();
        for (Element table : elements(parse(NOTEBOOK), "table")) {
            if (table.getAttribute("aria-label").endsWith(" of W3")) {
                for (Element cell : elements(table, "td")) {
                    if (cell.hasAttribute("class")) {
                        cells.add(cell.getTextContent());
                    }
                }
            }
        }
        assertThat(cells)
                .containsExactly(
                        "0.041450",
                        "0.041450",
                        "0.041450",
                        "0.041450", // analytic
                        "−0.013043",
                        "0.007564",
                        "−0.093965",
                        "0.054493", // numeric
                        "−3.18",
                        "5.48",
                        "−0.441",
                        "0.761"); // ratio
    }

    @Test
    void setsTheMistakeBesideTheStepItConcerns() {
        assertThat(NOTEBOOK)
                .contains(
                        "the right step</small><i>dW</i><sub>3</sub> = <i>a</i><sub>2</sub><sup>T</sup> · <i>δ</i><sub>3</sub></div>",
                        "<i>dW</i><sub>3</sub> is an inner product, one number in all entries",
                        "<dt>or</dt><dd>bias-from-weights, permuted</dd>");
        assertThat(NOTEBOOK.indexOf("id=\"block-W3\"")).isLessThan(NOTEBOOK.indexOf("id=\"block-W2\""));
    }

    @Test
    void plotsTheWorstEntryOfEachWrongBlockAndOneOfARightGradient() {
        assertThat(count(NOTEBOOK, "class=\"plot\"")).isEqualTo(3);
        Situation s = Samples.random(Samples.network(3, "tanh", 4, "identity", 2), Loss.mse(), 5);
        assertThat(count(CheckPage.of("right", Samples.of(s, g -> g)), "class=\"plot\""))
                .isEqualTo(1);
        assertThat(NOTEBOOK).contains(">slope 2.00<", "the given gradient is off by 0.14");
    }

    @Test
    void largeBlockSaysWhatACellStandsFor() throws Exception {
        Situation s = Samples.random(Samples.network(100, "tanh", 40, "identity", 2), Loss.mse(), 2);
        int wrong = 77 * 40 + 33;
        String page = CheckPage.of("large", Samples.of(s, g -> {
            g[wrong] += 1e-3;
            return g;
        }));
        assertThat(page).contains("Each cell stands for 3 or 4 × 1 or 2 entries and shows the one that is off most");
        List<String> titles = elements(parse(page), "title").stream()
                .map(Element::getTextContent)
                .filter(title -> title.startsWith("W1[77,33]: "))
                .toList();
        assertThat(titles).hasSize(3).allMatch(title -> title.endsWith(", wrong"));
    }

    @Test
    void tellsScreenReadersWhatADrawingShows() throws Exception {
        Situation s = Samples.random(Samples.network(9, "relu", 12, "tanh", 3), Loss.mse(), 4);
        Document document = parse(CheckPage.of("sizes", Samples.of(s, Samples.changed(s, 2, v -> -v))));
        for (Element svg : elements(document, "svg")) {
            assertThat(svg.getAttribute("aria-label") + svg.getAttribute("aria-hidden"))
                    .isNotEmpty();
        }
        assertThat(elements(document, "th")).allMatch(th -> th.hasAttribute("scope"));
        assertThat(elements(document, "h1")).hasSize(1);
    }

    private static Document parse(String page) throws ParserConfigurationException, SAXException, IOException {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    }

    private static List<Element> elements(Document document, String name) {
        return elements(document.getDocumentElement(), name);
    }

    private static List<Element> elements(Element root, String name) {
        NodeList nodes = root.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static long count(String text, String part) {
        return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
    }
}
