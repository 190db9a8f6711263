using DeclarativeIL.Policies;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Policies;

/// <summary>Every shipped head says and learns the same in both forms, and a head that does not is found.</summary>
public sealed class HeadFormsTests
{
    [Fact]
    public void Shipped_heads_have_one_meaning()
    {
        HeadLaws.CheckForms<FreeGaussianHead>();
        HeadLaws.CheckForms<GaussianHead>();
        HeadLaws.CheckForms<DeterministicHead>();
        HeadLaws.CheckForms<CategoricalHead>();
        HeadLaws.CheckForms<StateGaussianHead>();
        HeadLaws.CheckForms<SquashedGaussianHead>();
        HeadLaws.CheckForms<BetaHead>();
        HeadLaws.CheckForms<GaussianMixtureHead>();
        HeadLaws.CheckForms<BinnedHead>();
        HeadLaws.CheckForms<MultiCategoricalHead>();
        HeadLaws.CheckForms<HybridHead>();
        HeadLaws.CheckForms<MaskedCategoricalHead>();
        HeadLaws.CheckForms<BernoulliHead>();
        HeadLaws.CheckForms<FlowHead>();
    }

    [Fact]
    public void Another_answer_by_tensors_is_found()
    {
        var message = Assert.Throws<HeadLawException>(() => HeadLaws.CheckForms<ShiftedHead>()).Message;
        Assert.StartsWith("ShiftedHead: Mean by tensors, number 0: found ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("parameter", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_gradient_by_tensors_is_found()
    {
        var message = Assert.Throws<HeadLawException>(() => HeadLaws.CheckForms<SteepHead>()).Message;
        Assert.StartsWith("SteepHead: Mean by tensors, parameter after a step ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("number", message, StringComparison.Ordinal);
    }

    private static readonly HeadEquations Right = new DeterministicPolicy.Equations();

    private static readonly Space Line = new BoxSpace([float.NegativeInfinity], [float.PositiveInfinity]);

    private abstract class Wrong : HeadEquations
    {
        public override string Kind => "wrong";

        public override IReadOnlyList<HeadColumn> Columns => Right.Columns;

        public override IReadOnlyList<string> Declared => ["Mean", "Mode"];

        public override void Mean(HeadRows rows) => Right.Mean(rows);

        public override void Mode(HeadRows rows) => Right.Mode(rows);

        public override Tensor Mode(HeadTensors batch) => Right.Mode(batch);

        public override void MeanGradient(HeadRows rows) => Right.MeanGradient(rows);

        public override Tensor Mean(HeadTensors batch) => Right.Mean(batch);

        public override void MeanGradient(HeadTensors batch, Tensor gradient) => Right.MeanGradient(batch, gradient);
    }

    private sealed class Shifted : Wrong
    {
        public override Tensor Mean(HeadTensors batch) => base.Mean(batch).mul(Held.Of(1.001));
    }

    private sealed class Steep : Wrong
    {
        public override void MeanGradient(HeadTensors batch, Tensor gradient) => base.MeanGradient(batch, gradient.mul(Held.Of(1 + 1e-6)));
    }

    private sealed class ShiftedHead : IDeclaredHead
    {
        public static HeadEquations Equations => new Shifted();

        public static Space SmallSpace => Line;
    }

    private sealed class SteepHead : IDeclaredHead
    {
        public static HeadEquations Equations => new Steep();

        public static Space SmallSpace => Line;
    }
}
