namespace DeclarativeIL.Generators.Equations;

/// <summary>A function that comes out the same in every lane.</summary>
internal enum ExactFunction
{
    Abs,
    Min,
    Max,
    Clamp,
    Sqrt,
    Floor,
    Ceiling,
    Truncate,
    Round,
    Sin,
    Cos,
}

/// <summary>The functions of dynamics by documentation id.</summary>
internal static class Exact
{
    private const string OfMath = "M:System.Math.",
        Number = "System.Double";

    public static readonly IReadOnlyDictionary<string, ExactFunction> Functions = new Dictionary<string, ExactFunction>
    {
        [$"{OfMath}Abs({Number})"] = ExactFunction.Abs,
        [$"{OfMath}Min({Number},{Number})"] = ExactFunction.Min,
        [$"{OfMath}Max({Number},{Number})"] = ExactFunction.Max,
        [$"{OfMath}Clamp({Number},{Number},{Number})"] = ExactFunction.Clamp,
        [$"{OfMath}Sqrt({Number})"] = ExactFunction.Sqrt,
        [$"{OfMath}Floor({Number})"] = ExactFunction.Floor,
        [$"{OfMath}Ceiling({Number})"] = ExactFunction.Ceiling,
        [$"{OfMath}Truncate({Number})"] = ExactFunction.Truncate,
        [$"{OfMath}Round({Number})"] = ExactFunction.Round,
        [WellKnownNames.ExactSin] = ExactFunction.Sin,
        [WellKnownNames.ExactCos] = ExactFunction.Cos,
    };
}
