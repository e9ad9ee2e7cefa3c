package io.gradus.math;
public final class FloatLog { private FloatLog() {}
  public static float log(float x) { return (float) Log.log(x); }
  public static float log1p(float x) { return (float) Log.log1p(x); }
}
