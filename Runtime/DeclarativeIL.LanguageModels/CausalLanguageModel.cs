using DeclarativeIL.Native;
using static TorchSharp.torch;

namespace DeclarativeIL.LanguageModels;

/// <summary>
/// A module that predicts each token of a text from those before it, in two halves: tokens to hidden states, hidden states
/// to logits. So only those positions go through the vocabulary whose predictions are asked for.
/// </summary>
/// <param name="name">The module's name.</param>
public abstract class CausalLanguageModel(string name) : nn.Module(NativeLibraries.Before(name))
{
    /// <summary>Number of tokens that there are: 0 to this, less 1.</summary>
    public abstract int Vocabulary { get; }

    /// <summary>The most tokens of a text.</summary>
    public abstract int ContextLength { get; }

    /// <summary>True if it can go on from a cache; else what it said before is computed again.</summary>
    internal virtual bool CanCache => false;

    /// <summary>The hidden state at each token, which depends on that token and those before it in its row.</summary>
    /// <param name="tokens">[n, t] whole numbers (Int64); what stands behind a row's end does not matter to those before.</param>
    /// <returns>[n, t, width].</returns>
    public abstract Tensor Hidden(Tensor tokens);

    /// <summary>The same for tokens that follow others; only where <see cref="CanCache"/>.</summary>
    /// <param name="tokens">[n, t] whole numbers (Int64).</param>
    /// <param name="cache">Keys and values of the tokens before these, to be added to; none where these are the first and the last.</param>
    internal virtual Tensor Hidden(Tensor tokens, KeyValueCache? cache) =>
        cache is null ? Hidden(tokens) : throw new NotSupportedException($"{GetType().Name} goes on from no cache.");

    /// <summary>The logits of the token that follows each of m hidden states.</summary>
    /// <param name="hidden">[m, width].</param>
    /// <returns>
    /// [m, vocabulary], a tensor of its own: who asked writes over it. Autograd must not need it (a matrix product's backward
    /// pass does not), and says so where it does.
    /// </returns>
    public abstract Tensor Logits(Tensor hidden);

    /// <summary>A new model of the same kind and sizes, of any values.</summary>
    /// <exception cref="NotSupportedException">Nobody said how to make another.</exception>
    public abstract CausalLanguageModel Another();

    /// <summary>
    /// Any module of [n, t] tokens (Int64) to [n, t, vocabulary] logits, each of which depends on the tokens up to its own.
    /// </summary>
    /// <param name="module">The module; it stays the caller's.</param>
    /// <param name="vocabulary">Number of tokens that there are.</param>
    /// <param name="contextLength">The most tokens of a text.</param>
    /// <param name="another">Makes another such module, for copies.</param>
    public static CausalLanguageModel Over(
        nn.Module<Tensor, Tensor> module,
        int vocabulary,
        int contextLength,
        Func<nn.Module<Tensor, Tensor>>? another = null
    ) => new ModuleLanguageModel(module, vocabulary, contextLength, another);
}

/// <summary>A module that gives logits: they stand for the hidden states.</summary>
internal sealed class ModuleLanguageModel : CausalLanguageModel
{
    private readonly nn.Module<Tensor, Tensor> _module;
    private readonly Func<nn.Module<Tensor, Tensor>>? _another;

    public ModuleLanguageModel(
        nn.Module<Tensor, Tensor> module,
        int vocabulary,
        int contextLength,
        Func<nn.Module<Tensor, Tensor>>? another
    )
        : base(nameof(ModuleLanguageModel))
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(vocabulary);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(contextLength);
        (_module, _another, Vocabulary, ContextLength) = (module, another, vocabulary, contextLength);
        register_module("module", module);
    }

    /// <inheritdoc/>
    public override int Vocabulary { get; }

    /// <inheritdoc/>
    public override int ContextLength { get; }

    /// <inheritdoc/>
    public override Tensor Hidden(Tensor tokens) => _module.call(tokens);

    /// <inheritdoc/>
    public override Tensor Logits(Tensor hidden) => hidden.clone();

    /// <inheritdoc/>
    public override CausalLanguageModel Another()
    {
        if (_another is null)
            throw new NotSupportedException(
                "A language model over a module has a copy only where a function that makes another such module was given."
            );
        var module = _another() ?? throw new InvalidOperationException("The function that makes another module gave null.");
        if (ReferenceEquals(module, _module))
            throw new InvalidOperationException(
                "The function that makes another module gave the same one; expected a new one at each call."
            );
        return new ModuleLanguageModel(module, Vocabulary, ContextLength, _another);
    }
}
