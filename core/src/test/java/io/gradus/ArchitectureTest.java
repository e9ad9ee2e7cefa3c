package io.gradus;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaModifier.PROTECTED;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMembers;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The packages of core and who may use whom. That each rule can fail is shown on classes that break it: [Layering] in
/// the packages `math` and `train` of the tests.
class ArchitectureTest {
    /// A package and the packages that it may use; each stands above it in the list.
    private record Layer(String name, List<String> mayUse) {
        Layer(String name, String... mayUse) {
            this(name, List.of(mayUse));
        }

        String pattern() {
            return "io.gradus." + name + "..";
        }

        String[] others() {
            return LAYERS.stream()
                    .filter(other -> !other.name.equals(name) && !mayUse.contains(other.name))
                    .map(Layer::pattern)
                    .toArray(String[]::new);
        }
    }

    /// What every package may use, and therefore uses none.
    private static final String ROOT = "io.gradus";

    private static final List<Layer> LAYERS = List.of(
            new Layer("math"),
            new Layer("file"),
            new Layer("layer", "math"),
            new Layer("engine", "math", "layer"),
            new Layer("network", "math", "layer", "engine"),
            new Layer("gradient", "math", "layer", "engine", "network"),
            new Layer("diagnosis", "math", "layer", "gradient"),
            new Layer("data", "math", "file", "layer"),
            new Layer("metric", "math", "layer"),
            new Layer("train", "math", "file", "layer", "engine", "network", "gradient", "data", "metric"),
            new Layer("model", "math", "file", "layer", "engine", "network", "gradient", "data", "metric", "train"));

    /// What the module does not export, and the libraries that its users need not know.
    private static final String[] HIDDEN = {
        "io.gradus.math..", "io.gradus.file..", "io.gradus.engine..", "de.siegmar..", "tools.jackson.."
    };

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.gradus");

    @Test
    void importsTheClassesOfCore() {
        // An importer that cannot read the compiler's class files skips them, and every rule holds for no
        // classes.
        assertThat(CORE).isNotEmpty();
    }

    @Test
    void eachPackageUsesOnlyThoseItMay() {
        for (Layer layer : LAYERS) {
            usesOnlyWhatItMay(layer).check(CORE);
        }
    }

    @Test
    void eachClassIsInAPackageOfTheList() {
        classInAListedPackage().check(CORE);
    }

    @Test
    void rootUsesNoOtherPackage() {
        rootUsesNone().check(CORE);
    }

    @Test
    void packagesFormNoCycle() {
        noCycles().check(CORE);
    }

    @Test
    void onlyEngineUsesTheVectorApi() {
        vectorApiInEngineOnly().check(CORE);
    }

    @Test
    void exportedSignaturesShowNoHiddenType() {
        signaturesShowNoHiddenType().check(CORE);
    }

    @Test
    void rulesFailOnClassesThatBreakThem() {
        JavaClasses wrong = new ClassFileImporter()
                .importClasses(
                        io.gradus.math.Layering.class,
                        io.gradus.train.Layering.class,
                        io.gradus.unlisted.Unlisted.class,
                        Root.class);
        Map<String, ArchRule> rules = Map.of(
                "math uses train", usesOnlyWhatItMay(LAYERS.getFirst()),
                "no package", classInAListedPackage(),
                "root", rootUsesNone(),
                "cycle", noCycles(),
                "Vector API", vectorApiInEngineOnly(),
                "signature", signaturesShowNoHiddenType());
        assertThat(rules)
                .allSatisfy((name, rule) ->
                        assertThat(rule.evaluate(wrong).hasViolation()).as(name).isTrue());
    }

    private static ArchRule usesOnlyWhatItMay(Layer layer) {
        return noClasses()
                .that(resideInAPackage(layer.pattern()))
                .should()
                .dependOnClassesThat(resideInAnyPackage(layer.others()))
                .because("each package uses only the ones above it: " + layer.name + " may use " + layer.mayUse)
                .allowEmptyShould(true); // packages arrive one by one
    }

    private static ArchRule classInAListedPackage() {
        return classes()
                .should()
                .resideInAnyPackage(
                        Stream.concat(Stream.of(ROOT), LAYERS.stream().map(Layer::pattern))
                                .toArray(String[]::new))
                .because("a package that the list does not name has no place in the layering");
    }

    private static ArchRule rootUsesNone() {
        return noClasses()
                .that(resideInAPackage(ROOT))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(LAYERS.stream().map(Layer::pattern).toArray(String[]::new)))
                .because("all packages use it")
                .allowEmptyShould(true);
    }

    private static ArchRule noCycles() {
        return slices().matching("io.gradus.(*)..")
                .should()
                .beFreeOfCycles()
                .because("packages in a cycle can only be understood and changed together");
    }

    private static ArchRule vectorApiInEngineOnly() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("io.gradus.engine..")
                .should()
                .dependOnClassesThat(resideInAPackage("jdk.incubator.vector.."))
                .because(
                        "the Vector API is an incubator module, absent where the JVM flag is; one place copes with that");
    }

    private static ArchRule signaturesShowNoHiddenType() {
        return noMembers()
                .that()
                .areDeclaredInClassesThat(resideOutsideOfPackages(HIDDEN).and(modifier(PUBLIC)))
                .and(modifier(PUBLIC).or(modifier(PROTECTED)))
                .should(mention(resideInAnyPackage(HIDDEN)))
                .because(
                        "a user's code could not name such a type, and would depend on a library that is ours to change")
                .allowEmptyShould(true);
    }

    private static ArchCondition<JavaMember> mention(DescribedPredicate<JavaClass> types) {
        return new ArchCondition<>("mention a hidden type") {
            @Override
            public void check(JavaMember member, ConditionEvents events) {
                boolean mentions = member.getAllInvolvedRawTypes().stream().anyMatch(types);
                events.add(new SimpleConditionEvent(member, mentions, member.getDescription()));
            }
        };
    }

    /// Breaks the rule of the root package, on purpose.
    private record Root(io.gradus.math.Layering below) {}
}
