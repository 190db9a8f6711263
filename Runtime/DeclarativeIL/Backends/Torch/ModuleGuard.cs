using static TorchSharp.torch;

namespace DeclarativeIL.Backends.Torch;

/// <summary>
/// The one way in which a module is asked. A pass that trains finds every part in the mode that its owner put it into; any other
/// finds all of them in evaluation, and afterwards each is in its own mode again.
/// </summary>
/// <remarks>
/// Modes belong to modules, and modules may share parts: while a part is in training mode, passes over all modules of the
/// process come one at a time. Where every part is in evaluation there is nothing to set, and passes run side by side.
/// </remarks>
internal sealed class ModuleGuard(nn.Module module)
{
    private static readonly Lock Turn = new();
    private static readonly string[] Drawing = ["Dropout", "RReLU", "LSTM", "GRU", "RNN", "Transformer", "MultiheadAttention"];

    /// <summary>True if some part is in training mode, so that training and evaluation may differ.</summary>
    public bool TellsTraining
    {
        get
        {
            lock (Turn)
                return Parts.Any(static part => part.Module.training);
        }
    }

    /// <summary>The part that needs more than one row in training; none where none does.</summary>
    public string? BatchNorm
    {
        get
        {
            lock (Turn)
                return Parts
                    .Where(static part => part.Module is TorchSharp.Modules.BatchNorm1d { training: true })
                    .Select(static part => $"{part.Module.GetName()} {part.Name}")
                    .FirstOrDefault();
        }
    }

    private IEnumerable<(string Name, nn.Module Module)> Parts => module.named_modules().Prepend(("", module));

    /// <summary>A pass as in evaluation, which changes nothing.</summary>
    public T Evaluate<T>(Func<T> pass)
    {
        lock (Turn)
        {
            var parts = Parts.Select(static part => (part.Module, part.Module.training)).ToArray();
            if (Array.Exists(parts, static part => part.training))
                try
                {
                    module.eval();
                    return pass();
                }
                finally
                {
                    Restore(parts);
                }
        }
        return pass();
    }

    /// <summary>A pass of training, in the modes that the parts are in, unless <see cref="EvaluationMode"/> is on.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="rows">Rows of its batch.</param>
    /// <param name="seed">Of the layers that draw; none takes the run's next one.</param>
    /// <exception cref="InvalidOperationException">There is one row, which cannot be normalised over the batch.</exception>
    public T Train<T>(Func<T> pass, long rows, ulong? seed = null)
    {
        if (EvaluationMode.IsOn)
            return Evaluate(pass);
        lock (Turn)
            if (Parts.Any(static part => part.Module.training))
            {
                if (rows == 1 && BatchNorm is { } name)
                    throw new InvalidOperationException(
                        $"Found one row in a pass that trains; expected 2 or more, since module {name} normalises over the rows of a batch."
                    );
                return LayerNoise.Seeded(Parts.Any(static part => Draws(part.Module)) ? seed ?? LayerNoise.Next() : null, pass);
            }
        return pass();
    }

    /// <summary>Puts the parts of another module of the same shape into the same modes, and trains the same of its parameters.</summary>
    /// <exception cref="InvalidOperationException">It has not the same parts.</exception>
    public void CopyTo(nn.Module other)
    {
        (nn.Module Module, bool)[] modes;
        lock (Turn)
        {
            var others = new ModuleGuard(other).Parts.ToDictionary(static part => part.Name, static part => part.Module);
            modes = [.. Parts.Where(part => others.ContainsKey(part.Name)).Select(part => (others[part.Name], part.Module.training))];
            Restore(modes);
        }
        var trained = module.named_parameters().ToDictionary(static part => part.name, static part => part.parameter);
        foreach (var (name, parameter) in other.named_parameters())
            parameter.requires_grad = trained.TryGetValue(name, out var mine)
                ? mine.requires_grad
                : throw new InvalidOperationException($"The other module has a parameter {name}; expected those of the first.");
    }

    /// <summary>Parts stand behind those that contain them: a mode that a container passes on is then corrected in its parts.</summary>
    private static void Restore(ReadOnlySpan<(nn.Module Module, bool Training)> modes)
    {
        foreach (var (part, training) in modes)
            if (part.training != training)
                part.train(training);
    }

    /// <summary>Tells whether a part may draw in training; what a module of the user's does is not known.</summary>
    private static bool Draws(nn.Module part) =>
        part.training
        && (
            part.GetType().Assembly != typeof(nn).Assembly
            || Array.Exists(Drawing, kind => part.GetType().Name.Contains(kind, StringComparison.Ordinal))
        );
}
