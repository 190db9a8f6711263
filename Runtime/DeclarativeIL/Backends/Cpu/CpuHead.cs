namespace DeclarativeIL.Backends.Cpu;

/// <summary>
/// The meaning of a perceptron's outputs, without tensors: answers from outputs, gradients of outputs from those of answers.
/// </summary>
/// <remarks>Called member by member and block by block; a block's rows stand one after the other.</remarks>
internal abstract class CpuHead
{
    /// <summary>Numbers per answer.</summary>
    /// <exception cref="NotSupportedException">It does not answer the question.</exception>
    public abstract int WidthOf(RowOutputs answer, int outputs);

    /// <summary>The arguments that enter the network; the others are about its outputs.</summary>
    public virtual ReadOnlySpan<CpuColumn> InputsOf(RowOutputs answer) => answer.Arguments;

    /// <summary>True if rows of different members are answered in different ways; else one part may hold those of all.</summary>
    public virtual bool TellsMembersApart => true;

    /// <summary>The place of the first of <see cref="InputsOf"/> among the arguments.</summary>
    public virtual int FirstInput(RowOutputs answer) => 0;

    /// <summary>True if gradients with respect to the inputs can be computed; else only those with respect to other arguments.</summary>
    public virtual bool HasInputGradients => false;

    /// <summary>The form in which an argument enters: how many columns of the network's input it fills, and how.</summary>
    public virtual InputForm FormOf(int argument) => InputForm.Vector;

    /// <summary>How acts enter that do so by <see cref="InputForm.Parts"/>.</summary>
    public virtual ActCode? Code => null;

    /// <summary>Takes in the outputs of a pass, before it answers.</summary>
    /// <param name="outputs">[rows, width] of every block and member.</param>
    /// <param name="width">Numbers per output.</param>
    /// <param name="extra">[members, e], the parameters behind the layers.</param>
    public virtual void Begin(ReadOnlySpan<double> outputs, int width, ReadOnlySpan<double> extra) { }

    /// <summary>Answers for one block of rows of one member.</summary>
    /// <param name="answer">Where the values go.</param>
    /// <param name="part">The rows.</param>
    /// <param name="outputs">All outputs, as given to <see cref="Begin"/>.</param>
    public abstract void Answer(RowOutputs answer, CpuPart part, ReadOnlySpan<double> outputs);

    /// <summary>Adds to the gradients of the outputs, and of the parameters behind the layers.</summary>
    /// <param name="answer">Whose gradients are taken.</param>
    /// <param name="part">The rows.</param>
    /// <param name="outputs">All outputs.</param>
    /// <param name="gradients">The gradients of all outputs.</param>
    /// <param name="extra">[members, e], the gradients of the parameters behind the layers.</param>
    public abstract void Backward(
        RowOutputs answer,
        CpuPart part,
        ReadOnlySpan<double> outputs,
        Span<double> gradients,
        Span<double> extra
    );

    /// <summary>Adds what <see cref="Backward"/> has gathered, where it was kept elsewhere.</summary>
    /// <param name="gradients">The gradients of all outputs.</param>
    public virtual void End(Span<double> gradients) { }

    /// <summary>Answers that are about all members together.</summary>
    /// <param name="answer">Where the values go.</param>
    /// <param name="rows">Where the outputs are.</param>
    /// <param name="outputs">All outputs.</param>
    public virtual void AnswerWhole(RowOutputs answer, CpuWhole rows, ReadOnlySpan<double> outputs) => throw Unanswerable(answer);

    /// <summary>Writes the gradient with respect to an argument that is no input of the layers.</summary>
    /// <param name="answer">Whose gradients are taken.</param>
    /// <param name="argument">Its place in the question's constructor.</param>
    /// <param name="part">The rows.</param>
    /// <param name="outputs">All outputs.</param>
    /// <param name="into">Where it goes, opened.</param>
    public virtual void BackwardToArguments(RowOutputs answer, int argument, CpuPart part, ReadOnlySpan<double> outputs, CpuColumn into) =>
        throw WithoutGradient(answer, argument);

    /// <summary>That an argument has no gradient.</summary>
    internal static NotSupportedException WithoutGradient(RowOutputs answer, int argument) =>
        new($"{answer.Question.Name}: argument {argument} has no gradient here.");

    /// <summary>Refuses acts of another size.</summary>
    /// <param name="answer">To a question whose first argument holds acts.</param>
    /// <param name="size">Numbers of an act.</param>
    /// <param name="acts">How many acts a row holds.</param>
    /// <returns>As many.</returns>
    /// <exception cref="ArgumentException">They are of another size.</exception>
    protected static int Checked(RowOutputs answer, int size, int acts)
    {
        var column = answer.Arguments[0];
        return column.Width == size * acts
            ? acts
            : throw new ArgumentException($"Column {column.Name}: found acts of {column.Width / acts} numbers; expected {size}.");
    }

    protected NotSupportedException Unanswerable(RowOutputs answer) => new($"{GetType().Name} does not answer {answer.Question.Name}.");
}

/// <summary>Rows of one member in one block.</summary>
/// <param name="Member">The member.</param>
/// <param name="FirstAnswer">Its first answer.</param>
/// <param name="FirstOutput">The first row of its outputs.</param>
/// <param name="Count">How many.</param>
internal readonly record struct CpuPart(int Member, int FirstAnswer, int FirstOutput, int Count);

/// <summary>Rows of a block that all members saw: the first row of member l is row l * stride + first.</summary>
/// <param name="Members">How many.</param>
/// <param name="Stride">Rows of each member.</param>
/// <param name="First">The block's first row.</param>
/// <param name="Count">How many rows.</param>
internal readonly record struct CpuWhole(int Members, int Stride, int First, int Count);
