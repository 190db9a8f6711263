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
    ToSingle,
    Sin,
    Cos,
    WrapAngle,
}

/// <summary>The functions of dynamics by documentation id.</summary>
internal static class Exact
{
    private const string OfMath = "M:System.Math.",
        Number = "System.Double",
        Short = "System.Single";

    /// <summary>The id of a cast to <c>float</c>, which no method has.</summary>
    public const string Single = "T:" + Short;

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
        [$"{OfMath}Abs({Short})"] = ExactFunction.Abs,
        [$"{OfMath}Min({Short},{Short})"] = ExactFunction.Min,
        [$"{OfMath}Max({Short},{Short})"] = ExactFunction.Max,
        [$"{OfMath}Clamp({Short},{Short},{Short})"] = ExactFunction.Clamp,
        [Single] = ExactFunction.ToSingle,
        [WellKnownNames.ExactSin] = ExactFunction.Sin,
        [WellKnownNames.ExactCos] = ExactFunction.Cos,
        [WellKnownNames.ExactWrapAngle] = ExactFunction.WrapAngle,
    };
}
