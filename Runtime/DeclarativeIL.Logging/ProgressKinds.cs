using DeclarativeIL.Training;

namespace DeclarativeIL.Logging;

/// <summary>Kinds of reports as files name them.</summary>
internal static class ProgressKinds
{
    /// <summary>The name.</summary>
    public static string NameOf(ProgressKind kind) =>
        kind switch
        {
            ProgressKind.Round => "round",
            ProgressKind.Step => "step",
            ProgressKind.Warning => "warning",
            ProgressKind.Epoch or _ => "epoch",
        };
}
