using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace DeclarativeIL;

/// <summary>
/// What came before the rows of a tensor of states. Equations ask about rows; a network that remembers finds here, by the tensor that it is
/// asked about, in which order the rows came and what it has seen before.
/// </summary>
internal abstract class RowOrder
{
    private static readonly ConditionalWeakTable<Tensor, RowOrder> Known = [];

    /// <summary>The order of the rows of a tensor; null where nothing is known of it.</summary>
    public static RowOrder? Of(Tensor rows) => Known.TryGetValue(rows, out var order) ? order : null;

    /// <summary>Says in which order the rows of a tensor came, as long as it is there.</summary>
    public static void Add(Tensor rows, RowOrder order) => Known.AddOrUpdate(rows, order);

    /// <summary>A tensor of the same rows in other numbers has their order, with what came before them in those numbers, too.</summary>
    /// <param name="from">The rows.</param>
    /// <param name="to">The same rows in other numbers.</param>
    /// <param name="change">How the numbers were changed.</param>
    /// <returns><paramref name="to"/>.</returns>
    public static Tensor Carry(Tensor from, Tensor to, Func<Tensor, Tensor> change)
    {
        if (Of(from) is { } order)
            Add(to, order.With(change));
        return to;
    }

    /// <summary>Tensors of rows that were put one below the other keep their orders, where all have one.</summary>
    /// <param name="parts">The tensors.</param>
    /// <param name="joined">All of their rows.</param>
    /// <returns><paramref name="joined"/>.</returns>
    public static Tensor Join(IReadOnlyList<Tensor> parts, Tensor joined)
    {
        if (parts.All(static part => Of(part) is not null))
            Add(joined, new JoinedOrder([.. parts.Select(static part => (part.size(0), Of(part)!))]));
        return joined;
    }

    /// <summary>The same order, with all states that it holds in other numbers.</summary>
    public abstract RowOrder With(Func<Tensor, Tensor> change);
}

/// <summary>Rows of several orders, one below the other.</summary>
internal sealed class JoinedOrder(IReadOnlyList<(long Rows, RowOrder Order)> parts) : RowOrder
{
    public IReadOnlyList<(long Rows, RowOrder Order)> Parts => parts;

    public override RowOrder With(Func<Tensor, Tensor> change) =>
        new JoinedOrder([.. parts.Select(part => (part.Rows, part.Order.With(change)))]);
}

/// <summary>
/// Rows that are windows of episodes, the steps of each in order. Before a window come the steps by which it is found what is remembered at
/// its start (burn-in), of which nothing is asked.
/// </summary>
/// <param name="steps">T, the length of the longest window.</param>
/// <param name="rows">[T W], which row is step t of window w, at place t W + w; any row behind a window's end.</param>
/// <param name="places">[n], the place of each row.</param>
/// <param name="burnIn">B, the most steps before a window.</param>
/// <param name="before">[c, s], the states before the windows; null where there are none.</param>
/// <param name="beforeRows">[B W], which of them is step b before window w; all end at the window's start.</param>
/// <param name="isBefore">[B, W], 1 where there is such a step, else 0: the episode has not begun there.</param>
internal sealed class WindowOrder(int steps, Tensor rows, Tensor places, int burnIn, Tensor? before, Tensor? beforeRows, Tensor? isBefore)
    : RowOrder,
        IDisposable
{
    /// <summary>W.</summary>
    public int Windows => (int)(rows.size(0) / steps);

    /// <summary>B.</summary>
    public int BurnIn => burnIn;

    /// <summary>[T, W, s], the rows by step and window.</summary>
    public Tensor ByStep(Tensor states) => states.index_select(0, rows).view(steps, Windows, states.size(1));

    /// <summary>[n, out], of outputs by step and window: those of the rows, in their order.</summary>
    public Tensor ByRow(Tensor outputs) => outputs.reshape(-1, outputs.size(2)).index_select(0, places);

    /// <summary>[1, W, s], a step before the windows.</summary>
    public Tensor StepBefore(int step)
    {
        using var there = beforeRows!.narrow(0, (long)step * Windows, Windows);
        return before!.index_select(0, there).unsqueeze(0);
    }

    /// <summary>[W, 1], 1 where there is such a step before the window, else 0.</summary>
    public Tensor IsStepBefore(int step, ScalarType type) => isBefore!.select(0, step).to(type).unsqueeze(1);

    public override RowOrder With(Func<Tensor, Tensor> change) =>
        before is null ? this : new WindowOrder(steps, rows, places, burnIn, change(before), beforeRows, isBefore);

    public void Dispose()
    {
        foreach (var tensor in (Tensor?[])[rows, places, before, beforeRows, isBefore])
            tensor?.Dispose();
    }
}

/// <summary>One row for each environment, the present step of its episode.</summary>
/// <param name="memory">[n, m], what the network remembers of each; this object's from now on.</param>
internal sealed class ActingOrder(Tensor memory) : RowOrder
{
    /// <summary>[n, m], what the network remembers of each episode; the one before is freed when it is replaced.</summary>
    public Tensor Memory
    {
        get;
        set
        {
            field.Dispose();
            field = value.DetachFromDisposeScope();
        }
    } = memory.DetachFromDisposeScope();

    /// <summary>Forgets an episode.</summary>
    public void Forget(int environment)
    {
        using var quiet = no_grad();
        using var its = Memory.select(0, environment);
        its.zero_();
    }

    public override RowOrder With(Func<Tensor, Tensor> change) => this;
}
