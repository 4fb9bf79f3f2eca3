package lode.adapters.embedding;

/** Arithmetic of vectors. */
final class Vectors {

  private Vectors() {}

  /** The vector of length 1 in the same direction; a zero vector stays. */
  static float[] unit(float[] vector) {
    double sum = 0;
    for (float number : vector) {
      sum += (double) number * number;
    }
    if (sum == 0) {
      return vector;
    }
    float[] unit = new float[vector.length];
    double length = Math.sqrt(sum);
    for (int i = 0; i < vector.length; i++) {
      unit[i] = (float) (vector[i] / length);
    }
    return unit;
  }
}
