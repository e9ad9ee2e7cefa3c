package io.gradus.app.exercise;

import java.util.Map;
import java.util.Set;

/// Loads the classes of an exercise, and lets them see only what the [AllowList] names: a second fence behind
/// [BytecodeCheck], which looks at what is written, not at what is loaded.
final class LearnerClasses extends ClassLoader {
    /// What the JVM itself looks up, through this loader, to link a lambda or a text put together with +.
    private static final Set<String> LINKING = Set.of(
            "java.lang.invoke.CallSite",
            "java.lang.invoke.LambdaMetafactory",
            "java.lang.invoke.MethodHandle",
            "java.lang.invoke.MethodHandles",
            "java.lang.invoke.MethodHandles$Lookup",
            "java.lang.invoke.MethodType",
            "java.lang.invoke.StringConcatFactory",
            "java.lang.invoke.TypeDescriptor",
            "java.lang.runtime.ObjectMethods",
            "java.lang.runtime.SwitchBootstraps");

    private final Map<String, byte[]> classes;

    LearnerClasses(Map<String, byte[]> classes) {
        super("exercise", LearnerClasses.class.getClassLoader());
        this.classes = classes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            byte[] bytes = classes.get(name);
            if (bytes != null) {
                return defineClass(name, bytes, 0, bytes.length);
            }
            if (AllowList.exercises().allows(name) || LINKING.contains(name)) {
                return super.loadClass(name, resolve);
            }
            throw new ClassNotFoundException(name + ", which an exercise may not use");
        }
    }

    /// The line of the learner's file where something went wrong, 0 if it was elsewhere.
    int lineOf(StackTraceElement[] trace) {
        for (StackTraceElement frame : trace) {
            if (classes.containsKey(frame.getClassName()) && frame.getLineNumber() > 0) {
                return frame.getLineNumber();
            }
        }
        return 0;
    }
}
