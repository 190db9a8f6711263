using FsCheck;
using FsCheck.Fluent;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>
/// Functions that are not defined everywhere, on operands for which they are; or behind a branch that is not taken where they are not.
/// </summary>
internal static class Safe
{
    public static Gen<Expr> Composed(Expr x, Expr y) =>
        Gen.Elements(
            Use(Operations.Divide, y, Above(0.5, x)),
            Use(Operations.Exp, Bounded(x)),
            Use(Operations.Exp, Use(Operations.Negate, Use(Operations.Square, x))),
            Use(Operations.Log, Above(1, x)),
            Use(Operations.Log2, Above(0.5, x)),
            Use(Operations.Log10, Above(1.5, x)),
            Use(Operations.LogOf, Above(0.5, x), Constant(3)),
            Use(Operations.LogOf, Constant(3), Above(2, x)),
            Use(Operations.Sqrt, Above(0.25, x)),
            Use(Operations.Pow, Above(0.5, x), Bounded(y)),
            Use(Operations.Pow, Above(0.5, x), Constant(2)),
            Use(Operations.Pow, Constant(2), Bounded(x)),
            Use(Operations.Cube, Bounded(x)),
            Use(Operations.Asin, Within(x)),
            Use(Operations.Acos, Within(x)),
            Use(Operations.Atanh, Within(x)),
            Use(Operations.Acosh, Above(1.5, x)),
            Use(Operations.Sinh, Bounded(x)),
            Use(Operations.Cosh, Bounded(x)),
            Use(Operations.Tan, Bounded(x)),
            Use(Operations.Atan2, y, Above(0.5, x)),
            Use(Operations.Log1mExp, Use(Operations.Negate, Above(0.25, x))),
            Use(Operations.Clamp, x, Constant(-0.5), Constant(1.5)),
            Use(
                Operations.Clamp,
                x,
                Use(Operations.Subtract, Constant(1), Above(0.125, y)),
                Use(Operations.Add, Constant(1), Above(0.125, y))
            )
        );

    /// <summary>The branch that is not taken is infinite, or no number.</summary>
    public static Gen<Expr> Guarded(Expr x, Expr y)
    {
        var positive = new Expr(new Apply(Operations.OfNumbers[2]), x, Constant(0));
        var negative = new Expr(new Apply(Operations.OfNumbers[1]), x, Constant(0));
        var distant = new Expr(new Apply(Operations.OfNumbers[2]), Use(Operations.Square, x), Constant(0.125));
        Expr[] taken =
        [
            Use(Operations.Log, x),
            Use(Operations.Sqrt, x),
            Use(Operations.Pow, x, Constant(0.5)),
            Use(Operations.Pow, x, Bounded(y)),
            Use(Operations.Divide, y, x),
            Use(Operations.Log2, x),
            Use(Operations.LogOf, x, Constant(2)),
            Use(Operations.Log1mExp, Use(Operations.Negate, x)),
            Use(Operations.Log, Use(Operations.Square, x)),
        ];
        return Gen.Elements(taken)
            .SelectMany(f =>
                Gen.Elements(
                    new Expr(new Choose(Kind.Number), positive, f, y),
                    new Expr(new Choose(Kind.Number), negative, y, f),
                    new Expr(new Choose(Kind.Number), new Expr(new Junction(true), positive, distant), f, y),
                    new Expr(new Choose(Kind.Number), distant, Use(Operations.Divide, y, x), Constant(0))
                )
            );
    }

    public static Gen<Expr> Vectors(Kind kind, Expr u, Expr v)
    {
        Expr Of(Operation operation, params Expr[] operands) => new(new Apply(operation), operands);
        var operations = VectorOperations.OfVectors(kind);
        var (square, softmax) = (Of(operations[2], u, u), Of(operations[8], u));
        var norm = Of(VectorOperations.ToNumbers(kind)[2], u);
        return Gen.Elements(
            Of(VectorOperations.DivideVector(kind), v, Of(operations[9], u)),
            Of(VectorOperations.DivideVector(kind), v, Of(operations[10], u)),
            Of(VectorOperations.DivideByNumber(kind), v, Use(Operations.Add, Constant(0.5), norm)),
            Of(VectorOperations.ExpVector(kind), softmax),
            Of(VectorOperations.LogVector(kind), Of(operations[6], square, Constant(-0.5))),
            new Expr(
                new Choose(kind),
                new Expr(new Apply(Operations.OfNumbers[2]), norm, Constant(0.125)),
                Of(VectorOperations.DivideByNumber(kind), v, norm),
                v
            )
        );
    }

    private static Expr Constant(double value) => new(Leaves.Number(value));

    private static Expr Bounded(Expr x) => Use(Operations.Tame[5], x);

    private static Expr Within(Expr x) => Use(Operations.Multiply, Constant(0.5), Bounded(x));

    private static Expr Above(double least, Expr x) =>
        Use(
            Operations.Add,
            least switch
            {
                0.25 or 0.5 or 1 or 1.5 or 2 or 0.125 => Constant(least),
                _ => Constant(1),
            },
            Use(Operations.Square, x)
        );

    private static Expr Use(Operation operation, params Expr[] operands) => new(new Apply(operation), operands);
}
