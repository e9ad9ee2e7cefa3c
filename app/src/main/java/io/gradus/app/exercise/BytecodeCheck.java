package io.gradus.app.exercise;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.ConstantDynamicEntry;
import java.lang.classfile.constantpool.DynamicConstantPoolEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.ConstantInstruction.LoadConstantInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Holds the classes of an exercise against the [AllowList], before any of them is loaded.
///
/// Each instruction that names a class or a member is looked at, so that a refusal can name the line; then the whole
/// constant pool is gone through again, so that nothing hides where no instruction of a known kind names it.
final class BytecodeCheck {
    /// What javac itself calls for lambdas, texts put together with +, records and switches over patterns.
    private static final Set<String> BOOTSTRAPS = Set.of(
            "java.lang.invoke.LambdaMetafactory.metafactory",
            "java.lang.invoke.StringConcatFactory.makeConcat",
            "java.lang.invoke.StringConcatFactory.makeConcatWithConstants",
            "java.lang.runtime.ObjectMethods.bootstrap",
            "java.lang.runtime.SwitchBootstraps.typeSwitch",
            "java.lang.runtime.SwitchBootstraps.enumSwitch");

    private static final Set<String> PLAIN_SUPERCLASSES =
            Set.of("java.lang.Object", "java.lang.Record", "java.lang.Enum");

    /// Packages that are not an exercise's to put classes into.
    private static final List<String> FOREIGN_PACKAGES =
            List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "io.gradus.");

    private static final Comparator<Refusal> BY_LINE = Comparator.comparingInt(
                    (Refusal refusal) -> refusal.line() == 0 ? Integer.MAX_VALUE : refusal.line())
            .thenComparing(Refusal::what);

    /// Something that an exercise may not do.
    ///
    /// @param line where in the source, 0 if unknown
    /// @param what such as `uses java.io.File, which an exercise may not`
    record Refusal(int line, String what) {}

    private final AllowList allowed = AllowList.exercises();
    private final Set<String> own;
    private final List<Refusal> refusals = new ArrayList<>();

    private BytecodeCheck(Set<String> own) {
        this.own = own;
    }

    /// The first thing, by line, that these classes may not do.
    ///
    /// @param classes class files by binary name
    static Optional<Refusal> of(Map<String, byte[]> classes) {
        BytecodeCheck check = new BytecodeCheck(classes.keySet());
        classes.forEach((name, bytes) -> check.look(name, ClassFile.of().parse(bytes)));
        return check.refusals.stream().min(BY_LINE);
    }

    private void look(String name, ClassModel model) {
        if (FOREIGN_PACKAGES.stream().anyMatch(name::startsWith)) {
            refuse(0, "is in the package " + name.substring(0, name.lastIndexOf('.')));
        }
        model.superclass().ifPresent(type -> lookAtSuperclass(name(type)));
        for (ClassEntry type : model.interfaces()) {
            type(type, 0);
        }
        for (MethodModel method : model.methods()) {
            look(method);
        }
        for (PoolEntry entry : model.constantPool()) {
            switch (entry) {
                case MemberRefEntry member -> pooled(member);
                case DynamicConstantPoolEntry dynamic -> bootstrap(dynamic, 0);
                default -> {}
            }
        }
    }

    private void lookAtSuperclass(String type) {
        if (!PLAIN_SUPERCLASSES.contains(type) && !own.contains(type) && !allowed.isThrowable(type)) {
            refuse(0, "extends " + type);
        }
    }

    private void look(MethodModel method) {
        String name = method.methodName().stringValue();
        if (method.flags().has(AccessFlag.NATIVE)) {
            refuse(0, "declares the native method " + name);
        }
        if (name.equals("finalize") && method.methodType().stringValue().equals("()V")) {
            refuse(0, "declares a finalizer");
        }
        method.code().ifPresent(code -> {
            int line = 0;
            for (CodeElement element : code) {
                if (element instanceof LineNumber number) {
                    line = number.line();
                } else {
                    look(element, line);
                }
            }
        });
    }

    private void look(CodeElement element, int line) {
        switch (element) {
            case InvokeInstruction invoke -> member(invoke.method(), line);
            case FieldInstruction field -> member(field.field(), line);
            case InvokeDynamicInstruction invoke -> bootstrap(invoke.invokedynamic(), line);
            case NewObjectInstruction made -> type(made.className(), line);
            case NewReferenceArrayInstruction made -> type(made.componentType(), line);
            case NewMultiArrayInstruction made -> type(made.arrayType(), line);
            case TypeCheckInstruction check -> type(check.type(), line);
            case ExceptionCatch caught -> caught.catchType().ifPresent(type -> type(type, line));
            case LoadConstantInstruction load -> constant(load.constantEntry(), line);
            default -> {}
        }
    }

    private void constant(LoadableConstantEntry constant, int line) {
        switch (constant) {
            case ClassEntry type -> type(type, line);
            case MethodHandleEntry handle -> member(handle.reference(), line);
            case ConstantDynamicEntry dynamic -> bootstrap(dynamic, line);
            default -> {}
        }
    }

    /// A call or constant that is linked when it is first reached, by a method that the class names.
    private void bootstrap(DynamicConstantPoolEntry dynamic, int line) {
        MemberRefEntry method = dynamic.bootstrap().bootstrapMethod().reference();
        if (!BOOTSTRAPS.contains(qualified(method))) {
            refuseMember(method, line);
        }
        for (LoadableConstantEntry argument : dynamic.bootstrap().arguments()) {
            constant(argument, line);
        }
    }

    /// The bootstraps themselves stand in the pool like any method; that no instruction calls them is seen by [#look].
    private void pooled(MemberRefEntry member) {
        if (!BOOTSTRAPS.contains(qualified(member))) {
            member(member, 0);
        }
    }

    private void member(MemberRefEntry member, int line) {
        String owner = name(member.owner());
        boolean ofArray = member.owner().asInternalName().startsWith("[");
        String name = member.name().stringValue();
        // A class of the learner's own inherits from listed interfaces, List for one.
        boolean ofOwn = own.contains(owner) && !AllowList.startsThreads(name);
        if (ofArray ? !name.equals("clone") : !ofOwn && !allowed.allows(owner, name)) {
            refuseMember(member, line);
        }
    }

    private void refuseMember(MemberRefEntry member, int line) {
        String owner = name(member.owner());
        String name = member.name().stringValue();
        if (!allowed.allows(owner) && !own.contains(owner)) {
            refuse(line, "uses " + owner);
        } else {
            refuse(line, "uses " + (name.equals("<init>") ? "new " + owner : owner + "." + name));
        }
    }

    private void type(ClassEntry type, int line) {
        String name = name(type);
        if (!name.isEmpty() && !own.contains(name) && !allowed.allows(name)) {
            refuse(line, "uses " + name);
        }
    }

    private void refuse(int line, String what) {
        refusals.add(new Refusal(line, what + ", which an exercise may not"));
    }

    private static String qualified(MemberRefEntry member) {
        return name(member.owner()) + "." + member.name().stringValue();
    }

    /// The binary name, for an array that of its elements; "" for an array of primitives.
    private static String name(ClassEntry type) {
        String name = type.asInternalName();
        if (name.startsWith("[")) {
            String element = name.substring(name.lastIndexOf('[') + 1);
            name = element.startsWith("L") ? element.substring(1, element.length() - 1) : "";
        }
        return name.replace('/', '.');
    }
}
