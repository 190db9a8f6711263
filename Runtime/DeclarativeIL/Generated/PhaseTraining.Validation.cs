using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Data;
using DeclarativeIL.Training;

namespace DeclarativeIL.Generated;

/// <content>Rows that are held back.</content>
public abstract partial class PhaseTraining
{
    private bool? _isRollout; // what the feeds of the phase are of
    private long _validationStep;

    /// <summary>True while an epoch goes through the rows that are held back.</summary>
    internal bool IsValidating { get; private set; }

    /// <summary>True if the present phase ends before its last epoch.</summary>
    internal bool HasStopped { get; private set; }

    /// <summary>Rows that are held back, of the phase's first data set.</summary>
    internal int HeldCount { get; private set; }

    /// <summary>The best epoch; none where nothing is held back.</summary>
    internal BestSoFar? Best { get; }

    /// <summary>What is held back; null where nothing is.</summary>
    internal ValidationSplit? Validation { get; }

    /// <summary>The networks that steps move, by their numbers.</summary>
    internal IEnumerable<int> Moved => Enumerable.Range(0, _trained.Count).Concat(Followers);

    /// <summary>The networks that have followed another one.</summary>
    private protected abstract IEnumerable<int> Followers { get; }

    /// <summary>The rows that are trained on are through: passes are as in evaluation from here on.</summary>
    internal void BeginValidation(int rows)
    {
        (IsValidating, EvaluationMode.IsOn, HeldCount) = (true, true, rows);
        _validationStep = 0;
    }

    /// <summary>The rows that are held back are through.</summary>
    internal void EndValidation()
    {
        if (IsValidating)
            (IsValidating, EvaluationMode.IsOn) = (false, false);
    }

    /// <summary>There are no more epochs in the present phase.</summary>
    internal void Stop() => HasStopped = true;

    private protected long NextValidationStep() => _validationStep++;

    /// <summary>A feed of a data set, which may lie in files, and of which rows may be held back.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="data">The rows.</param>
    /// <param name="make">Makes a feed of rows in memory; told whether they are held back.</param>
    private protected PhaseFeed<TRow> FeedOf<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(
        Dataset<TRow> data,
        Func<Dataset<TRow>, bool, PhaseFeed<TRow>> make
    )
        where TRow : struct
    {
        if (Validation is not null)
            data.RequireMemory("rows are held back from it");
        if (Drawn is not null)
            data.RequireMemory($"single rows are drawn from it ({nameof(TrainingOptions.StepsPerEpoch)})");
        if (data.Source is { } source)
            return new StreamedFeed<TRow>(this, source, rows => Made(rows, false));
        return Validation is null ? Made(data, false) : Split<TRow>(data, Made);

        PhaseFeed<TRow> Made(Dataset<TRow> rows, bool isHeld)
        {
            if (!isHeld)
                Inspect(rows);
            return make(rows, isHeld);
        }
    }

    /// <summary>A feed that goes through the rows that are held back behind the others.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="data">All rows.</param>
    /// <param name="make">Makes a feed of some rows; told whether they are held back.</param>
    private PhaseFeed<TRow> Split<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(
        Dataset<TRow> data,
        Func<Dataset<TRow>, bool, PhaseFeed<TRow>> make
    )
        where TRow : struct
    {
        ArgumentNullException.ThrowIfNull(data);
        var isRollout = data.Episodes is RolloutBuffer;
        if (_isRollout is { } before && before != isRollout)
            throw new NotSupportedException(
                $"Found {nameof(TrainingOptions)}.{nameof(TrainingOptions.Validation)} for a phase that learns from given rows and from "
                    + "transitions of rollouts together; expected phases of one of them: rollouts are not held back."
            );
        (_isRollout, HasStopped) = (isRollout, false);
        if (isRollout)
            return make(data, false);
        var rows = HeldRows.Of(data, Validation!);
        return new SplitFeed<TRow>(this, rows, make(data.Pick(rows.Trained), false), make(data.Pick(rows.Held), true));
    }
}
