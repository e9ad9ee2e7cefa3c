package io.gradus.math;
public final class FloatExp { private FloatExp() {}
  public static float exp(float x) { return (float) Exp.exp(x); }

}
