package dev.crema.tensor.internal.math;

import dev.crema.tensor.internal.math.Float32Function.FloatFunction;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/** Every function of one argument by its name, in float32 and float64. */
final class Functions {
  static final Map<String, FloatFunction> FLOAT32 = new TreeMap<>();
  static final Map<String, DoubleUnaryOperator> FLOAT64 = new TreeMap<>();

  static {
    put("exp", Float32::exp, Float64::exp);
    put("exp2", Float32::exp2, Float64::exp2);
    put("expm1", Float32::expm1, Float64::expm1);
    put("log", Float32::log, Float64::log);
    put("log1p", Float32::log1p, Float64::log1p);
    put("log2", Float32::log2, Float64::log2);
    put("log10", Float32::log10, Float64::log10);
    put("sigmoid", Float32::sigmoid, Float64::sigmoid);
    put("tanh", Float32::tanh, Float64::tanh);
    put("sinh", Float32::sinh, Float64::sinh);
    put("cosh", Float32::cosh, Float64::cosh);
    put("asinh", Float32::asinh, Float64::asinh);
    put("acosh", Float32::acosh, Float64::acosh);
    put("atanh", Float32::atanh, Float64::atanh);
    put("sin", Float32::sin, Float64::sin);
    put("cos", Float32::cos, Float64::cos);
    put("tan", Float32::tan, Float64::tan);
    put("asin", Float32::asin, Float64::asin);
    put("acos", Float32::acos, Float64::acos);
    put("atan", Float32::atan, Float64::atan);
    put("erf", Float32::erf, Float64::erf);
    put("erfc", Float32::erfc, Float64::erfc);
    put("lgamma", Float32::lgamma, Float64::lgamma);
    put("digamma", Float32::digamma, Float64::digamma);
    put("cbrt", Float32::cbrt, Float64::cbrt);
  }

  private Functions() {}

  private static void put(String name, FloatFunction float32, DoubleUnaryOperator float64) {
    FLOAT32.put(name, float32);
    FLOAT64.put(name, float64);
  }
}
