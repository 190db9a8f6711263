using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>Members of a head that follow from others.</summary>
internal static class HeadComposition
{
    private const double Inside = 1e-6; // how far from a bound the runtime keeps acts that it is asked about

    /// <summary>log p of a sample, over the sample's draws; null where a form of its own is declared, or none can be.</summary>
    /// <param name="members">What is declared.</param>
    /// <param name="isUnit">Whether the head lives on [-1, 1], whose bounds its density may not know.</param>
    public static HeadMemberModel? SampleLogProb(IReadOnlyList<HeadMemberModel> members, bool isUnit)
    {
        HeadMemberModel? Declared(HeadMember member) => members.FirstOrDefault(declared => declared.Member == member);
        if (
            Declared(HeadMember.SampleLogProb) is not null
            || Declared(HeadMember.Sample) is not { } sample
            || Declared(HeadMember.LogProb) is not { } logProb
        )
            return null;
        var nodes = new EquationBuilder();
        var act = nodes.Inline(sample.Equation, new Dictionary<string, int>());
        if (isUnit)
            act = Clamped(nodes, act);
        var root = nodes.Inline(logProb.Equation, new Dictionary<string, int> { [logProb.Act] = act });
        return new(HeadMember.SampleLogProb, nodes.Build(root), "", sample.Draws);
    }

    private static int Clamped(EquationBuilder nodes, int act)
    {
        var vector = nodes.Add(new Node.Unary(ValueType.Vector, UnaryOperator.ToVector, act));
        var bounds = (Low: nodes.Constant(-1 + Inside), High: nodes.Constant(1 - Inside));
        var clamped = nodes.Add(
            new Node.Apply(ValueType.Vector, WellKnownNames.VectorClamp, EquatableArray.Of(vector, bounds.Low, bounds.High))
        );
        return nodes.Add(new Node.Unary(ValueType.Act, UnaryOperator.ToAct, clamped));
    }
}
