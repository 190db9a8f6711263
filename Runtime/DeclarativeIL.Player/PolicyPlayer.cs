using DeclarativeIL.Player.Files;
using DeclarativeIL.Player.Heads;
using DeclarativeIL.Player.Kernels;

namespace DeclarativeIL.Player;

/// <summary>
/// A policy from a file that <c>PolicyNetwork.Save</c> wrote, for acting and nothing else: without tensors, native code and other packages.
/// </summary>
/// <remarks>
/// <para>
/// It plays policies over perceptrons, and ensembles, with the library's own heads but the flow; modules and heads of one's own are
/// refused. Nothing is allocated when it acts. One player is for one thread at a time.
/// </para>
/// <para>
/// The layers give the library's bits on every machine whose doubles are IEEE 754's, whichever <see cref="PlayerKernel"/> is asked for.
/// Heads compute exponentials, logarithms and hyperbolic tangents of float64 by the runtime's <see cref="Math"/>, as the library does:
/// there, and in layers of policies in float64, another C library may give another last digit.
/// </para>
/// </remarks>
public sealed partial class PolicyPlayer
{
    private readonly Network _network;
    private readonly Head _head;
    private readonly ActComponent[] _components;
    private readonly double[][] _free;
    private readonly double[] _outputs,
        _act,
        _each;
    private readonly float[] _state,
        _executed;

    private PolicyPlayer(PolicyReader read, PlayerKernel kernel)
    {
        (_network, _head, _components, _free) = (read.Network, read.Head, read.Components, read.Free);
        (Kind, Kernel, IsVerified, StateSize) = (read.Kind, kernel, read.IsVerified, read.Shape.Widths[0]);
        _outputs = new double[checked(Members * (int)_head.Outputs)];
        (_act, _executed, _state) = (new double[ActionSize], new float[ActionSize], new float[StateSize]);
        _each =
            !read.Shape.IsEnsemble ? Array.Empty<double>()
            : _head.Choices > 0 ? new double[2 * _head.Choices]
            : new double[checked(Members * ActionSize)];
    }

    /// <summary>The word for the kind of policy in its file, such as "categorical" or "gaussian_ensemble".</summary>
    public string Kind { get; }

    /// <summary>Whose bits it gives.</summary>
    public PlayerKernel Kernel { get; }

    /// <summary>Numbers of a state.</summary>
    public int StateSize { get; }

    /// <summary>Numbers of an act; 1 for a choice, which is its number, counted from 0.</summary>
    public int ActionSize => _head.Width;

    /// <summary>Members of an ensemble; 1 of a single policy.</summary>
    public int Members => _network.Members;

    /// <summary>Whether the file had a checksum, which was right. Files of version 1 have none.</summary>
    public bool IsVerified { get; }

    /// <summary>Reads a policy from a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kernel">Whose bits to give.</param>
    /// <exception cref="PolicyFileException">The file is malformed or damaged, or no policy that can be played.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static PolicyPlayer Load(string path, PlayerKernel kernel = PlayerKernel.Portable)
    {
        if (path is null)
            throw new ArgumentNullException(nameof(path));
        if (Directory.Exists(path))
            throw new PolicyFileException(path, "a folder", "a file");
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Load(file, path, kernel);
    }

    /// <summary>Reads a policy from the rest of a stream.</summary>
    /// <param name="stream">From its present position to its end; it stays the caller's. An asset is a <see cref="MemoryStream"/>.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="kernel">Whose bits to give.</param>
    /// <exception cref="PolicyFileException">The bytes are malformed or damaged, or no policy that can be played.</exception>
    public static PolicyPlayer Load(Stream stream, string name = "the stream", PlayerKernel kernel = PlayerKernel.Portable)
    {
        if (stream is null)
            throw new ArgumentNullException(nameof(stream));
        if (kernel is < PlayerKernel.Portable or > PlayerKernel.Lanes16)
            throw new ArgumentOutOfRangeException(nameof(kernel), kernel, "No such kernel.");
        return new(new PolicyReader(StoredFile.Read(stream, name), kernel), kernel);
    }

    /// <summary>The most likely act, or what the head says is taken in evaluation, within the bounds of the space.</summary>
    /// <param name="state">[<see cref="StateSize"/>], finite.</param>
    /// <param name="action">[<see cref="ActionSize"/>], filled.</param>
    /// <exception cref="ArgumentException">A length differs, a number is not finite, or a mask allows nothing.</exception>
    /// <exception cref="InvalidOperationException">The network's answer is not finite: it overflows.</exception>
    public void Act(ReadOnlySpan<float> state, Span<float> action) => Act(state, action, null);

    /// <summary>The same in float64: of states rounded to float32, as the library takes them.</summary>
    /// <inheritdoc cref="Act(ReadOnlySpan{float}, Span{float})"/>
    public void Act(ReadOnlySpan<double> state, Span<double> action)
    {
        if (state.Length != StateSize)
            throw new ArgumentException($"Found {state.Length} numbers; expected {StateSize}, the size of a state.", nameof(state));
        if (action.Length != ActionSize)
            throw new ArgumentException($"Found room for {action.Length} numbers; expected {ActionSize}.", nameof(action));
        for (var i = 0; i < _state.Length; i++)
            _state[i] = (float)state[i];
        Act(_state, _executed, null);
        for (var i = 0; i < _executed.Length; i++)
            action[i] = _executed[i];
    }

    /// <summary>A sampled act. Numbers are as drawn, also beyond the bounds of a box, as those of the library's policies.</summary>
    /// <param name="state">[<see cref="StateSize"/>], finite.</param>
    /// <param name="action">[<see cref="ActionSize"/>], filled.</param>
    /// <param name="draws">Where draws come from: as many are taken as by the library's <c>Sample</c> of one state.</param>
    /// <inheritdoc cref="Act(ReadOnlySpan{float}, Span{float})" path="/*[not(self::summary or self::param or self::typeparam)]"/>
    public void Sample(ReadOnlySpan<float> state, Span<float> action, DrawStream draws) =>
        Act(state, action, draws ?? throw new ArgumentNullException(nameof(draws)));
}
