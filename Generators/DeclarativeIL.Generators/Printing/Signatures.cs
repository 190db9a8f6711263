using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing;

/// <summary>Names that generated members share.</summary>
internal static class Signatures
{
    /// <summary>The user's name for a network or a given value.</summary>
    public static string Escape(string name) => Identifiers.User(name);

    /// <summary>The local of a network as it is asked about rows between steps of training.</summary>
    public static string Asked(string network) => Identifiers.Local(network + "Rows");

    /// <summary>The name of a data set or a batch.</summary>
    public static string Data(string name) => Identifiers.Data(name);

    /// <summary>The method that computes a column over all rows.</summary>
    public static string Over(MemberModel member) => Identifiers.PrivateMember(member.Name + "Over");

    /// <summary>The method that replaces the rows of a batch; both forms have the same name.</summary>
    public static string Each(AugmentPlan plan) => Identifiers.Member(plan.Member.Name + "Each");

    public static string Accumulate(PhasePlan plan) => "Accumulate" + plan.Name;

    public static string LossNames(PhasePlan plan) => "LossNames" + plan.Name;

    public static string MetricNames(PhasePlan plan) => "MetricNames" + plan.Name;

    public static string Fit(PhasePlan plan) => "Fit" + plan.Name;

    /// <summary>The local that holds a column's values.</summary>
    public static string ColumnValues(string column, ClassScope scope) => Identifiers.Column(scope.ColumnName(column));

    /// <summary>An integer property is a double in an equation, so that nothing divides integers.</summary>
    public static string Property(Input.Hyperparameter property, ValueType type, ClassScope scope) =>
        type.Kind == ValueKind.Scalar && scope.IsWhole(property)
            ? $"((double){Identifiers.Member(property.Property)})"
            : Identifiers.Member(property.Property);

    /// <summary>A given value; an integer is a double in an equation.</summary>
    public static string Given(string name, ClassScope scope) =>
        scope.GivenType(name) == "int" ? $"((double){Escape(name)})" : Escape(name);
}
