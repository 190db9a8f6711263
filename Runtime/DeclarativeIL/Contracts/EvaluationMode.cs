namespace DeclarativeIL;

/// <summary>
/// Whether passes of this thread that would train are made as in evaluation: layers behave as there, running statistics stay, and no
/// gradient is computed. So it is while losses are computed on rows that are held back.
/// </summary>
internal static class EvaluationMode
{
    [ThreadStatic]
    private static bool _isOn;

    /// <summary>True while it is so.</summary>
    public static bool IsOn
    {
        get => _isOn;
        set => _isOn = value;
    }
}
