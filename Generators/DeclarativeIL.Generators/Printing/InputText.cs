using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing;

/// <summary>C# for inputs that are at hand by name. Methods in which some kinds are written otherwise say how.</summary>
internal class InputText(ClassScope scope) : IInputVisitor<string>
{
    public string Of(Node.Input input) => input.Source.Accept(this, input.Type);

    public string Network(Input.Network input, ValueType type) => Signatures.Escape(input.Name);

    public virtual string Expert(Input.Expert input, ValueType type) => Nowhere(input);

    public virtual string Rows(Input.Rows input, ValueType type) => Signatures.Data(input.Batch);

    public virtual string Draw(Input.Draw input, ValueType type) => Nowhere(input);

    public string Hyperparameter(Input.Hyperparameter input, ValueType type) => Signatures.Property(input, type, scope);

    public virtual string Given(Input.Given input, ValueType type) => Signatures.Given(input.Name, scope);

    public string Statistic(Input.Statistic input, ValueType type) => Identifiers.Column(scope.StatisticName(input));

    public string OfRun(Input.OfRun input, ValueType type) => input.Name;

    public virtual string MeanWeight(Input.MeanWeight input, ValueType type) => Nowhere(input);

    public virtual string LossGradient(Input.LossGradient input, ValueType type) => Nowhere(input);

    public virtual string OfHead(Input.OfHead input, ValueType type) => Nowhere(input);

    public virtual string Situation(Input.Situation input, ValueType type) => Nowhere(input);

    public virtual string Seen(Input.Seen input, ValueType type) => Nowhere(input);

    public virtual string Chosen(Input.Chosen input, ValueType type) => Nowhere(input);

    public virtual string ChosenBy(Input.ChosenBy input, ValueType type) => Nowhere(input);

    public virtual string Next(Input.Next input, ValueType type) => Nowhere(input);

    private static string Nowhere(Input input) => throw new InvalidOperationException($"Nothing here stands for {input}.");
}
