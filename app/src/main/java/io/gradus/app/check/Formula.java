package io.gradus.app.check;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sets a formula that is written in plain text, such as `dW2 = a1ᵀ · delta2`, as a page shows mathematics: letters in
/// italics, numbers of layers as subscripts, Greek letters, raised T.
final class Formula {
    private static final Map<String, String> GREEK =
            Map.of("delta", "δ", "lambda", "λ", "sigma", "σ", "eta", "η", "gamma", "γ", "beta", "β");

    // A name with its layer's number, a prime and a transpose, where it has them.
    private static final Pattern NAME = Pattern.compile("(?<name>\\p{L}+)(?<layer>\\d*)(?<prime>'?)(?<raised>ᵀ?)");

    // In a sentence, only what can't be a word.
    private static final Pattern SYMBOL = Pattern.compile(
            "(?<![\\p{L}\\d])(?<name>d?[Wbaz]|delta|f(?='\\()|[xyt](?=ᵀ))(?<layer>\\d*)(?<prime>'?)(?<raised>ᵀ?)(?![\\p{L}\\d])");

    private Formula() {}

    /// A formula.
    static String html(String formula) {
        return set(NAME, formula).replace(" - ", " − ");
    }

    /// A sentence with symbols in it, such as "dW2 was computed with x".
    static String prose(String sentence) {
        return set(SYMBOL, sentence);
    }

    private static String set(Pattern pattern, String text) {
        StringBuilder html = new StringBuilder();
        int end = 0;
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            html.append(Html.escape(text.substring(end, matcher.start())));
            html.append(symbol(matcher));
            end = matcher.end();
        }
        return html.append(Html.escape(text.substring(end))).toString();
    }

    private static String symbol(Matcher matcher) {
        // A raised T is a letter too.
        String name = matcher.group("name").replace("ᵀ", "");
        boolean raised = matcher.group().endsWith("ᵀ");
        boolean numbered = !matcher.group("layer").isEmpty();
        if (matcher.group().equals("a") && matcher.pattern() == SYMBOL
                || matcher.group().equals("b") && matcher.pattern() == SYMBOL) {
            return matcher.group(); // the article
        }
        String prime = matcher.group("prime").isEmpty() ? "" : "′";
        String greek = GREEK.get(name);
        boolean word = greek == null && name.length() > 2;
        String letters = Html.escape(greek == null ? name : greek);
        return (word ? letters : "<i>" + letters + "</i>")
                + prime
                + (numbered ? "<sub>" + matcher.group("layer") + "</sub>" : "")
                + (raised ? "<sup>T</sup>" : "");
    }
}
