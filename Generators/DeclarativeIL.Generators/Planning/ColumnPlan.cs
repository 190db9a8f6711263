using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Planning;

/// <summary>A column, or a declared reward, over a whole data set.</summary>
internal sealed class ColumnPlan
{
    public ColumnPlan(ClassScope scope, MemberModel member)
    {
        Member = member;
        var inputs = new InputBinding(scope.Model, scope.Networks);
        Root = Nodes.Inline(member.Equation, inputs.Bind(member, Nodes, trains: false, "batch"));
        Method = MethodPlan.OnTensors(scope, Nodes, [Root]);
        Rows = member.Parameters.First(parameter => parameter.Role is Role.Row);
    }

    public MemberModel Member { get; }

    public EquationBuilder Nodes { get; } = new();

    public int Root { get; }

    public MethodPlan Method { get; }

    /// <summary>The parameter that stands for the rows.</summary>
    public ParameterModel Rows { get; }
}
