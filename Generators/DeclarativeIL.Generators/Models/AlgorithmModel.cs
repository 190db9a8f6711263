using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Models;

/// <summary>A declared member: its parameters and its equation, whose inputs are the parameters' names.</summary>
/// <param name="ParameterTypes">The parameters' types, fully qualified, for the public one-sample form.</param>
/// <param name="Returns">The type returned, fully qualified.</param>
/// <param name="Summary">What its documentation says; may be empty.</param>
internal sealed record MemberModel(
    string Name,
    EquatableArray<ParameterModel> Parameters,
    Equation Equation,
    EquatableArray<string> ParameterTypes,
    string Returns,
    string Summary
)
{
    /// <summary>Written over batches by the user, not an equation for one sample.</summary>
    public bool IsBatched => Equation.Nodes.Count == 0;
}

/// <summary>A loss of a class: its own, or one imported from <c>Origin</c>.</summary>
/// <param name="WeightName">Name of the property that weighs an import; empty for the class's own.</param>
/// <param name="Origin">Fully qualified name of the declaring class of an import; empty for the class's own.</param>
internal sealed record LossModel(MemberModel Member, int Phase, double Weight, string WeightName, string Origin);

/// <summary>A metric of a class: its own, or one imported from <c>Origin</c>.</summary>
/// <param name="Phase">The phase of the losses that it is reported beside.</param>
/// <param name="Origin">Fully qualified name of the declaring class of an import; empty for the class's own.</param>
/// <param name="Reported">The name that it is reported under.</param>
internal sealed record MetricModel(MemberModel Member, int Phase, string Origin, string Reported);

/// <summary>The gate of a class.</summary>
internal sealed record GateModel(MemberModel Member, bool StoreEveryState);

/// <summary>A member that makes rows.</summary>
internal sealed record CollectModel(MemberModel Member, bool Replace);

/// <summary>A column: one value per row, or a backward scan.</summary>
/// <param name="Origin">Fully qualified name of the declaring class of an import; empty for the class's own.</param>
internal sealed record ColumnModel(MemberModel Member, string Origin)
{
    public bool IsScan => Member.Parameters.Any(parameter => parameter.Role is Role.Next);
}

/// <summary>A question that networks answer batch-wise.</summary>
/// <param name="Member">Documentation id of the one-sample member.</param>
/// <param name="Name">Its name.</param>
/// <param name="Record">Fully qualified name of the batched question; empty for a question to the expert.</param>
/// <param name="Capability">Fully qualified name of the interface that answers it.</param>
/// <param name="IsOfPolicies">Whether the interface is one of policies.</param>
/// <param name="PerRow">Whether it is answered row by row (it has arguments), not once for the network.</param>
internal sealed record QuestionModel(string Member, string Name, string Record, string Capability, bool IsOfPolicies, bool PerRow)
{
    /// <summary>Fully qualified name of another interface that answering it needs; empty where one is enough.</summary>
    public string And { get; init; } = "";
}

/// <summary>An operation of the vocabulary.</summary>
/// <param name="Id">Documentation id of its one-sample member.</param>
/// <param name="Scalar">How the one-sample member is written, {0}, {1} for the arguments.</param>
/// <param name="Batched">Fully qualified name of the batched method to call.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Latex">LaTeX with {0}, {1} for the arguments; may be empty.</param>
/// <param name="Parameters">Names of its parameters.</param>
/// <param name="Gradients">Closed-form derivatives.</param>
/// <param name="Each">
/// How a component of the result is written, {0}, {1} for the components of vector arguments and the others; empty if it is not made of
/// one component of each.
/// </param>
/// <param name="Into">
/// How the result is written into memory, {0}, {1} for the arguments and one more for the memory; empty if there is no such method.
/// </param>
/// <param name="OverRows">Fully qualified name of the method that computes it for many vectors at once; may be empty.</param>
/// <param name="Chooses">Whether no derivative is meant to go through it.</param>
/// <param name="Width">
/// How wide the result is, {0}, {1} for the widths of vector arguments and for whole numbers; empty if as wide as the first vector.
/// </param>
/// <param name="Counts">The parameters that are whole numbers in the batched form, too: the same for all rows.</param>
/// <param name="Source">A hash of a user's code for it; empty where it is the library's.</param>
internal sealed record OperationModel(
    string Id,
    string Scalar,
    string Batched,
    string Name,
    string Latex,
    EquatableArray<string> Parameters,
    EquatableArray<GradientModel> Gradients,
    string Each,
    string Into,
    string OverRows,
    bool Chooses,
    string Width,
    EquatableArray<int> Counts,
    string Source
)
{
    /// <summary>The beginning of <see cref="Scalar"/> for a member that gives a whole number: it is a double in equations.</summary>
    public const string Whole = "(double)";
}

/// <summary>
/// A derivative: the gradient with respect to a parameter, from the operation's arguments and the gradient with respect to its result.
/// </summary>
/// <param name="Parameter">Name of the operation's parameter.</param>
/// <param name="Upstream">Name of the derivative's last parameter: the gradient from above.</param>
/// <param name="Equation">Its inputs are the operation's parameters, by position renamed to the operation's names, and
/// <c>Upstream</c>.</param>
internal sealed record GradientModel(string Parameter, string Upstream, Equation Equation);

/// <summary>An equation that other assemblies may import or call.</summary>
/// <param name="Id">Documentation id of the member.</param>
/// <param name="Text">Its wire form.</param>
internal sealed record ExportModel(string Id, string Text);

/// <summary>A class of operations: its derivatives travel with it.</summary>
/// <param name="Keyword">class or struct.</param>
internal sealed record VocabularyModel(string Namespace, string Keyword, string Name, EquatableArray<ExportModel> Exports);

/// <summary>The members of a class that are not losses.</summary>
internal sealed record OtherMembers(
    EquatableArray<ColumnModel> Columns,
    GateModel? Gate,
    MemberModel? Explore,
    CollectModel? Collect,
    MemberModel? Reward,
    EquatableArray<MemberModel> Augments,
    EquatableArray<MetricModel> Metrics
)
{
    public IEnumerable<MemberModel> All =>
        Columns
            .Select(column => column.Member)
            .Concat(Augments)
            .Concat(new[] { Gate?.Member, Explore, Collect?.Member, Reward }.OfType<MemberModel>())
            .Concat(Metrics.Select(metric => metric.Member));

    /// <summary>The members that are declared in the class itself.</summary>
    public IEnumerable<MemberModel> Own =>
        Columns
            .Where(column => column.Origin.Length == 0)
            .Select(column => column.Member)
            .Concat(All.Where(member => Columns.All(column => column.Member != member) && Metrics.All(metric => metric.Member != member)))
            .Concat(Metrics.Where(metric => metric.Origin.Length == 0).Select(metric => metric.Member));
}

/// <summary>Everything that is generated for one declared class, and nothing else: no symbol, no position.</summary>
/// <param name="Taken">The names that the class has before anything is generated into it.</param>
/// <param name="Access">Accessibility of what is generated: public, unless it has to name types that are not.</param>
internal sealed record AlgorithmModel(
    string Namespace,
    string Name,
    string Access,
    EquatableArray<LossModel> Losses,
    OtherMembers Others,
    EquatableArray<ExportModel> Exports,
    EquatableArray<QuestionModel> Questions,
    EquatableArray<OperationModel> Operations,
    EquatableArray<string> Taken
)
{
    /// <summary>Every member, losses first.</summary>
    public IEnumerable<MemberModel> Members => Losses.Select(loss => loss.Member).Concat(Others.All);

    /// <summary>The base of the names of the generated files.</summary>
    public string HintName => Namespace.Length == 0 ? Name : Namespace + "." + Name;
}
