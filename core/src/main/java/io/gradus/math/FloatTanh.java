package io.gradus.math;
public final class FloatTanh { private FloatTanh() {}
  public static float tanh(float x) { return (float) Tanh.tanh(x); }

}
