using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeclarativeIL.Backends.Torch;

/// <summary>
/// A module in words: the class of each of its parts, by name, with the settings that are in no tensor. What a class of the user's does
/// between them is in no word: its name stands for it.
/// </summary>
internal static class ModuleStructure
{
    /// <summary>Such as <c>Sequential(0:Linear, 1:LeakyReLU 0.01, 2:Linear)</c>.</summary>
    public static string Of(nn.Module module) => Of(module, Settings);

    /// <summary>The same without what normalises: so files said it before.</summary>
    public static string OfBefore(nn.Module module) => Of(module, static part => Normalisation(part) is null ? Settings(part) : "");

    private static string Of(nn.Module module, Func<nn.Module, string> settings)
    {
        var parts = string.Join(", ", module.named_children().Select(child => $"{child.name}:{Of(child.module, settings)}"));
        return module.GetType().Name + settings(module) + (parts.Length == 0 ? "" : $"({parts})");
    }

    private static string? Normalisation(nn.Module module) =>
        module switch
        {
            NormBase batches => Text(batches.eps),
            LayerNorm layer => Text(layer.eps),
            GroupNorm groups => Text(groups.num_groups, groups.eps),
            _ => null,
        };

    private static string Settings(nn.Module module) =>
        module switch
        {
            _ when Normalisation(module) is { } normalisation => normalisation,
            IHasSettings { Settings: var settings } => Text([.. settings]),
            LeakyReLU leaky => Text(leaky.negative_slope),
            ELU elu => Text(elu.alpha),
            CELU celu => Text(celu.alpha),
            Softplus softplus => Text(softplus.beta, softplus.threshold),
            Hardtanh hard => Text(hard.min_val, hard.max_val),
            _ => "",
        };

    private static string Text(params ReadOnlySpan<double> settings)
    {
        var text = "";
        foreach (var setting in settings)
            text += string.Create(System.Globalization.CultureInfo.InvariantCulture, $" {setting}");
        return text;
    }
}
