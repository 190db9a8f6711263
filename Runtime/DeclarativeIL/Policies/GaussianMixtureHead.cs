using static DeclarativeIL.Functions;
using static DeclarativeIL.Tables;

namespace DeclarativeIL.Policies;

/// <summary>
/// A mixture of normal distributions with independent components (Bishop 1994, "Mixture density networks"): of demonstrations that go
/// left or right it keeps both ways, where a single normal distribution goes between them.
/// </summary>
/// <remarks>It acts by the mean of the component with the highest peak. Its entropy has no closed form.</remarks>
/// <param name="Logits">One for each component of the mixture.</param>
/// <param name="Means">Of each component of an act, its means.</param>
/// <param name="Raw">Its deviations before softplus.</param>
/// <param name="Components">Number of components of the mixture.</param>
/// <param name="Smallest">The lower bound of the deviations, in units of the acts.</param>
[Head<BoxSpace>]
public sealed partial record GaussianMixtureHead(
    [Width(nameof(GaussianMixtureHead.Components))] Vector Logits,
    [Columns(nameof(GaussianMixtureHead.Components))] Vector Means,
    [Columns(nameof(GaussianMixtureHead.Components))] Vector Raw,
    int Components = 5,
    double Smallest = 1e-4
)
{
    private Vector Deviations => Softplus(Raw) + Smallest;

    /// <summary>log sum_k w_k N(a; m_k, s_k).</summary>
    public double LogProb(Act a) =>
        LogSumExp(LogSoftmax(Logits) + ColumnSums(LogDensities((Spread(a, Components) - Means) / Deviations), Components));

    /// <summary>A draw of the component, and of it.</summary>
    public Act Sample(Draw component, Gaussian z) => Draws(Categorical(Logits, component), z);

    /// <summary>The mean of the component whose own density is highest there: the largest w_k / prod s_k.</summary>
    public Act Mode => Act.At(Column(Means, Argmax(Logits - ColumnSums(Log(Deviations), Components)), Components));

    /// <summary>sum_k w_k m_k.</summary>
    public Act Mean => Act.At(RowSums(Tiled(Softmax(Logits), Means, Components) * Means, Components));

    private Vector LogDensities(Vector z) => -0.5 * Square(z) - Log(Deviations) - Normal.HalfLog2Pi;

    private Act Draws(Act component, Vector z) =>
        Act.At(Column(Means, component, Components) + Column(Deviations, component, Components) * z);
}
