package io.gradus.app.check;

import io.gradus.diagnosis.Diagnosis;

/// A check as a page. A placeholder with the agreed signature.
public final class CheckPage {
    private CheckPage() {}

    /// One offline HTML file.
    public static String of(String title, Diagnosis diagnosis) {
        return "<!DOCTYPE html>\n<title>%s</title>\n<p>%s</p>\n"
                .formatted(title, diagnosis.report().verdict().word());
    }
}
