using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Data;

/// <summary>What feeds of one network and of the members of an ensemble have in common.</summary>
/// <typeparam name="TRow">The row.</typeparam>
internal interface ITensorFeed<[DynamicallyAccessedMembers(RowLayout.Members)] TRow> : IDisposable
    where TRow : struct
{
    int Count { get; }

    int LeastRows { get; }

    void Attach(string name, ReadOnlySpan<double> values, params ReadOnlySpan<long> shape);

    void Shuffle(RandomStream random);

    Batch<TRow>? Next(int batchSize);

    Batch<TRow> NextCyclic(int batchSize);
}
