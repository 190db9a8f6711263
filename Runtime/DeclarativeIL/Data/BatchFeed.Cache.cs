using System.ComponentModel;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace DeclarativeIL.Data;

/// <content>What a frozen network answers about the rows.</content>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class BatchFeed<TRow>
{
    private const int AskedAtOnce = 1024,
        AskedAgain = 8;

    /// <summary>
    /// Asks a network that does not change about every row, once; batches carry its answers (<see cref="Batch{TRow}.Cached"/>).
    /// </summary>
    /// <param name="network">The network's name.</param>
    /// <param name="ask">Its answers about a batch, each with a leading dimension of rows.</param>
    public void Cache(string network, Func<Batch<TRow>, NetworkOutputs> ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        using var scope = NewDisposeScope();
        Attach(network, Asked(ask));
    }

    /// <summary>The same, from the file that holds the answers, if there is one; else they are written.</summary>
    /// <param name="network">The network's name.</param>
    /// <param name="ask">Its answers about a batch, each with a leading dimension of rows.</param>
    /// <param name="store">Where answers are kept from run to run; none asks in every run.</param>
    /// <param name="asked">The network.</param>
    /// <param name="questions">What is asked, in words; answers to other questions are not used.</param>
    /// <exception cref="IOException">The answers cannot be written.</exception>
    public void Cache(
        string network,
        Func<Batch<TRow>, NetworkOutputs> ask,
        OutputCache? store,
        INetwork asked,
        [CallerArgumentExpression(nameof(ask))] string questions = ""
    )
    {
        ArgumentNullException.ThrowIfNull(ask);
        ArgumentNullException.ThrowIfNull(asked);
        if (store is null)
        {
            Cache(network, ask);
            return;
        }
        using var scope = NewDisposeScope();
        var key = OutputCacheKey.Of(network, asked, _data, questions);
        if (store.Find(key) is { } stored)
        {
            Tensor[] found = [.. stored.Select(static answer => answer.ToTensor())];
            if (Agrees(found, ask))
            {
                Attach(network, found);
                return;
            }
            store.Refute(key);
        }
        var answers = Asked(ask);
        store.Write(key, answers);
        Attach(network, answers);
    }

    private void Attach(string network, IReadOnlyList<Tensor> answers)
    {
        Drop();
        for (var i = 0; i < answers.Count; i++)
            _columns.Attach(CachedOutputs.Column(network, i), answers[i], asIs: true);
    }

    /// <summary>The answers about all rows, in the order of the data set.</summary>
    private List<Tensor> Asked(Func<Batch<TRow>, NetworkOutputs> ask)
    {
        Rewind();
        var parts = new List<List<Tensor>>();
        while (Next(AskedAtOnce) is { } rows)
        {
            using var batch = rows;
            using var answers = ask(batch);
            for (var i = 0; i < answers.Count; i++)
            {
                if (parts.Count == i)
                    parts.Add([]);
                parts[i].Add(answers[i].clone());
            }
        }
        Rewind();
        return parts.ConvertAll(static part => cat(part));
    }

    /// <summary>Tells whether a few rows, spread over the data set, still have these answers, but for rounding.</summary>
    private bool Agrees(Tensor[] found, Func<Batch<TRow>, NetworkOutputs> ask)
    {
        var count = Math.Min(AskedAgain, Count);
        var places = Enumerable.Range(0, count).Select(i => count == 1 ? 0 : (long)i * (Count - 1) / (count - 1)).ToArray();
        using var rows = tensor(places, ScalarType.Int64);
        using var there = rows.to(_columns.Device);
        using var batch = _columns.Pick(count, column => column.index_select(0, there), row => places[row]);
        using var answers = ask(batch);
        if (answers.Count != found.Length)
            return false;
        for (var i = 0; i < found.Length; i++)
        {
            var (fresh, kept) = (answers[i].detach().cpu(), found[i].index_select(0, rows));
            var tolerance = fresh.dtype switch
            {
                ScalarType.Float64 => 1e-6,
                ScalarType.Float32 => 1e-3,
                _ => 0.05,
            };
            if (
                fresh.dtype != kept.dtype
                || !fresh.shape.SequenceEqual(kept.shape)
                || !fresh.to(ScalarType.Float64).allclose(kept.to(ScalarType.Float64), tolerance, tolerance, equal_nan: true)
            )
                return false;
        }
        return true;
    }
}
