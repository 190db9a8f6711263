using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Planning;

/// <summary>The networks, type parameters, properties and names that the generated methods of a class have in common.</summary>
internal sealed class ClassScope
{
    public ClassScope(AlgorithmModel model, NetworkBindings networks, TypeParameters types)
    {
        (Model, Networks, Types) = (model, networks, types);
        Operations = model.Operations.ToDictionary(operation => operation.Id);
        Properties = PropertyPlan.Of(model);
        Variables =
        [
            .. networks.Trained.Select(network => network.Name),
            .. networks.Given.Select(given => given.Name),
            .. networks.Copies.Select(copy => copy.Name),
        ];
    }

    public AlgorithmModel Model { get; }

    public NetworkBindings Networks { get; }

    public TypeParameters Types { get; }

    /// <summary>The properties of the class: hyperparameters of its members, weights of its imports.</summary>
    public IReadOnlyList<PropertyPlan> Properties { get; }

    /// <summary>Trained networks in order, given ones, copies.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>The networks that the caller hands to <c>Train</c>.</summary>
    public IReadOnlyList<string> FromCaller =>
        [.. Networks.Trained.Select(network => network.Name), .. Networks.Given.Select(given => given.Name)];

    public QuestionModel QuestionOf(Node.Ask ask) => Model.Questions.First(question => question.Member == ask.Member);

    /// <summary>The operations of the equations, by their ids.</summary>
    public IReadOnlyDictionary<string, OperationModel> Operations { get; }

    public OperationModel OperationOf(Node.Apply apply) => Operations[apply.Operation];

    /// <summary>Whether a property is a whole number, which is a double in equations.</summary>
    public bool IsWhole(Input.Hyperparameter property) =>
        Properties.Any(candidate => candidate.Name == property.Property && candidate.CSharpType == "int");

    /// <summary>C# for the type of a value that the caller gives.</summary>
    public string GivenType(string name) =>
        Model
            .Members.SelectMany(member => member.Parameters)
            .Where(parameter => parameter.Name == name)
            .Select(parameter => parameter.Role)
            .OfType<Role.Given>()
            .First()
            .CSharpType;

    /// <summary>The name of the local that holds a statistic over all rows.</summary>
    public string StatisticName(Input.Statistic statistic)
    {
        var name = Joined(statistic);
        var same = Model
            .Members.SelectMany(member =>
                member
                    .Parameters.Where(parameter => parameter.Role is Role.Statistic)
                    .Select(parameter => new Input.Statistic(member.Name, parameter.Name))
            )
            .Where(other => Joined(other) == name);
        return name + Number(statistic, same);
    }

    /// <summary>The name of the local that holds a column's values.</summary>
    public string ColumnName(string column) =>
        CSharpText.Camel(column)
        + "Values"
        + Number(
            column,
            Model.Others.Columns.Select(other => other.Member.Name).Where(other => CSharpText.Camel(other) == CSharpText.Camel(column))
        );

    private static string Joined(Input.Statistic statistic) => CSharpText.Camel(statistic.Member + CSharpText.Pascal(statistic.Parameter));

    /// <summary>Tells things apart that would be called the same: the first has no number.</summary>
    private static string Number<T>(T name, IEnumerable<T> same) =>
        same.Distinct().ToList().IndexOf(name) is > 0 and var number
            ? "OfThe" + (number + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : "";
}
