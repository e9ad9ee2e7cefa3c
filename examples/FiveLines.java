package examples;

import io.gradus.data.Table;
import io.gradus.model.Model;
import io.gradus.model.Recipe;
import java.nio.file.Path;

/// Train, judge, save, load, predict: a model of the iris data in five lines. Run it from the root of the repository.
final class FiveLines {
    private FiveLines() {}

    public static void main(String[] args) {
        Table irises = Table.readCsv(Path.of("examples/iris.csv"));
        Recipe.Fitted fitted = Recipe.builder("species").hidden(16).build().fit(irises);
        System.out.println(fitted.testEvaluation().classification().accuracy());
        fitted.model().save(Path.of("iris.gradus"));
        System.out.println(Model.load(Path.of("iris.gradus")).predict(irises).label(0));
    }
}
