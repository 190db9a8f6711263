using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Models;

/// <summary>A member of a head that a policy is asked by.</summary>
internal enum HeadMember
{
    LogProb,
    LogProbs,
    Entropy,
    Mean,
    Sample,

    /// <summary>log p of a sample, declared as <c>LogProb</c> of the sample's draws.</summary>
    SampleLogProb,
    Mode,

    /// <summary>What imitation minimises.</summary>
    Fit,
}

/// <summary>The role of a column of a head.</summary>
internal enum HeadColumnRole
{
    /// <summary>An output of the network.</summary>
    Output,

    /// <summary>Trained for itself.</summary>
    Free,

    /// <summary>A part of the state.</summary>
    Given,

    /// <summary>A hyperparameter.</summary>
    Hyperparameter,

    /// <summary>A network of the state, a point and a time.</summary>
    Network,

    /// <summary>The state, which the network is asked about.</summary>
    State,
}

/// <summary>A column of a head.</summary>
/// <param name="Stored">Its name in files.</param>
/// <param name="Start">C# for what every component of a free column starts with; of a hyperparameter its default.</param>
/// <param name="CSharpType">Of a hyperparameter, its type.</param>
/// <param name="Size">The hyperparameter that says how wide it is; empty for one as wide as an encoded act.</param>
/// <param name="IsTable">Whether it has so many numbers for each component of an act.</param>
internal sealed record HeadColumnModel(
    string Name,
    ValueType Type,
    HeadColumnRole Role,
    string Stored,
    string Start,
    string CSharpType,
    string Summary,
    string Size = "",
    bool IsTable = false
);

/// <summary>
/// A declared member of a head; its equation's inputs are its parameters' names, and <c>this.</c> and the name of a column.
/// </summary>
/// <param name="Draws">The parameters that are draws, in order.</param>
internal sealed record HeadMemberModel(HeadMember Member, Equation Equation, string Act, EquatableArray<string> Draws);

/// <summary>An argument of a policy's constructor that says where a free column starts.</summary>
internal sealed record HeadArgumentModel(string Name, string CSharpType, string Default, string Summary);

/// <summary>A head that is one of those that a product is made of.</summary>
/// <param name="TypeName">Fully qualified name of the head.</param>
/// <param name="Declared">Its declaration; null where another assembly has it.</param>
/// <param name="Interfaces">Of one of another assembly, what its policy can be asked.</param>
internal sealed record HeadPartModel(string Name, string TypeName, HeadModel? Declared, EquatableArray<string> Interfaces);

/// <summary>Everything that is generated for a declared head, and nothing else: no symbol, no position.</summary>
/// <param name="Name">The record's name.</param>
/// <param name="Base">What its policy's name begins with.</param>
/// <param name="Space">Fully qualified name of the space of its acts.</param>
/// <param name="SmallSpace">C# for a space of the kind, of one number or of a few acts.</param>
/// <param name="IsUnit">Whether it lives on [-1, 1], and the policy maps.</param>
internal sealed record HeadModel(
    string Namespace,
    string Name,
    string Base,
    string Access,
    string Kind,
    string Space,
    bool IsUnit,
    string SmallSpace,
    string Summary,
    EquatableArray<HeadColumnModel> Columns,
    EquatableArray<HeadMemberModel> Members,
    EquatableArray<HeadArgumentModel> Arguments,
    EquatableArray<OperationModel> Operations
)
{
    /// <summary>The heads that it is made of; none where it has columns and members of its own.</summary>
    public EquatableArray<HeadPartModel> Parts { get; init; } = EquatableArray<HeadPartModel>.Empty;

    /// <summary>What it asks the network inside; null where it has none.</summary>
    public HeadFieldModel? Field { get; init; }

    /// <summary>The base of the name of the generated file.</summary>
    public string HintName => (Namespace.Length == 0 ? "" : Namespace + ".") + Base + "Policy";

    /// <summary>The member, if it is declared.</summary>
    public HeadMemberModel? this[HeadMember member] => Members.FirstOrDefault(declared => declared.Member == member);

    /// <summary>What the equations are made with: hyperparameters, and where in a state given columns are.</summary>
    public IEnumerable<HeadColumnModel> Hyperparameters =>
        Columns
            .Where(column => column.Role == HeadColumnRole.Hyperparameter)
            .Concat(Columns.Where(column => column.Role == HeadColumnRole.Given).Select(PlaceOf));

    /// <summary>The hyperparameter that says where in a state a given column is.</summary>
    public static HeadColumnModel PlaceOf(HeadColumnModel given) =>
        given with
        {
            Name = given.Name + "At",
            Type = ValueType.Scalar,
            Role = HeadColumnRole.Hyperparameter,
            Stored = given.Stored + "_at",
            Start = "0",
            CSharpType = "int",
            Summary = $"Where in a state '{given.Name}' begins; of a tuple of observations, the part's EncodedOffset.",
        };

    /// <summary>The columns that say what the distribution is, in order.</summary>
    public IEnumerable<HeadColumnModel> Values =>
        Columns.Where(column => column.Role is HeadColumnRole.Output or HeadColumnRole.Free or HeadColumnRole.Given);
}
