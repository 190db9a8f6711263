namespace DeclarativeIL.Generators.Equations;

/// <summary>A question about inputs that has an answer for every kind of them.</summary>
internal interface IInputVisitor<out T>
{
    T Network(Input.Network input, ValueType type);

    T Expert(Input.Expert input, ValueType type);

    T Rows(Input.Rows input, ValueType type);

    T Draw(Input.Draw input, ValueType type);

    T Hyperparameter(Input.Hyperparameter input, ValueType type);

    T Given(Input.Given input, ValueType type);

    T Statistic(Input.Statistic input, ValueType type);

    T OfRun(Input.OfRun input, ValueType type);

    T MeanWeight(Input.MeanWeight input, ValueType type);

    T LossGradient(Input.LossGradient input, ValueType type);

    T OfHead(Input.OfHead input, ValueType type);

    T Situation(Input.Situation input, ValueType type);

    T Seen(Input.Seen input, ValueType type);

    T Chosen(Input.Chosen input, ValueType type);

    T ChosenBy(Input.ChosenBy input, ValueType type);

    T Next(Input.Next input, ValueType type);
}
