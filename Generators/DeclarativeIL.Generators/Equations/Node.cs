namespace DeclarativeIL.Generators.Equations;

internal enum UnaryOperator
{
    Negate,
    Not,

    /// <summary>Sum of all components of a vector or a matrix.</summary>
    Sum,

    /// <summary>A point (state, act) as a vector.</summary>
    ToVector,

    /// <summary>A vector as the act at that displacement from the origin.</summary>
    ToAct,

    /// <summary>A vector as the state at that displacement from the origin.</summary>
    ToState,

    /// <summary>A matrix with rows and columns exchanged.</summary>
    Transpose,
}

/// <summary>A number about a column over the rows of a batch.</summary>
internal enum StatisticKind
{
    Mean,

    /// <summary>Standard deviation with n.</summary>
    Deviation,
    Quantile,
}

internal enum BinaryOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    And,
    Or,
}

/// <summary>One step of an equation. Operands are numbers of earlier nodes, so that what is used twice is there once.</summary>
internal abstract record Node(ValueType Type)
{
    /// <summary>The nodes that this one is computed from.</summary>
    public virtual EquatableArray<int> Operands => EquatableArray<int>.Empty;

    /// <summary>The same step over other operands, in the order of <see cref="Operands"/>.</summary>
    public virtual Node With(IReadOnlyList<int> operands) => this;

    /// <summary>A number, by its bits: record equality takes -0.0 and 0.0 for equal.</summary>
    public sealed record Constant(long Bits) : Node(ValueType.Scalar)
    {
        public Constant(double value)
            : this(BitConverter.DoubleToInt64Bits(value)) { }

        public double Value => BitConverter.Int64BitsToDouble(Bits);
    }

    public sealed record Truth(bool Value) : Node(ValueType.Boolean);

    /// <summary>A named value of an enum.</summary>
    public sealed record EnumValue(ValueType Type, string Member) : Node(Type);

    /// <summary>A parameter of the method that declares the equation.</summary>
    public sealed record Parameter(ValueType Type, string Name) : Node(Type);

    /// <summary>A parameter where the equation is bound to its class.</summary>
    public sealed record Input(ValueType Type, Equations.Input Source) : Node(Type);

    /// <summary>A column of a row, or a member of the situation.</summary>
    public sealed record Field(ValueType Type, int Of, string Name) : Node(Type)
    {
        public override EquatableArray<int> Operands => EquatableArray.Of(Of);

        public override Node With(IReadOnlyList<int> operands) => this with { Of = operands[0] };
    }

    /// <summary>A question to a network or to the expert; <c>Member</c> is the documentation id of the one-sample member.</summary>
    public sealed record Ask(ValueType Type, int Recipient, string Member, EquatableArray<int> Arguments) : Node(Type)
    {
        public override EquatableArray<int> Operands => new(new[] { Recipient }.Concat(Arguments));

        public override Node With(IReadOnlyList<int> operands) =>
            this with
            {
                Recipient = operands[0],
                Arguments = operands.Skip(1).ToEquatableArray(),
            };
    }

    /// <summary>An operation of the vocabulary, by the documentation id of its one-sample method.</summary>
    public sealed record Apply(ValueType Type, string Operation, EquatableArray<int> Arguments) : Node(Type)
    {
        public override EquatableArray<int> Operands => Arguments;

        public override Node With(IReadOnlyList<int> operands) => this with { Arguments = operands.ToEquatableArray() };
    }

    public sealed record Unary(ValueType Type, UnaryOperator Operator, int Operand) : Node(Type)
    {
        public override EquatableArray<int> Operands => EquatableArray.Of(Operand);

        public override Node With(IReadOnlyList<int> operands) => this with { Operand = operands[0] };
    }

    public sealed record Binary(ValueType Type, BinaryOperator Operator, int Left, int Right) : Node(Type)
    {
        public override EquatableArray<int> Operands => EquatableArray.Of(Left, Right);

        public override Node With(IReadOnlyList<int> operands) => this with { Left = operands[0], Right = operands[1] };
    }

    public sealed record Select(ValueType Type, int Condition, int WhenTrue, int WhenFalse) : Node(Type)
    {
        public override EquatableArray<int> Operands => EquatableArray.Of(Condition, WhenTrue, WhenFalse);

        public override Node With(IReadOnlyList<int> operands) =>
            this with
            {
                Condition = operands[0],
                WhenTrue = operands[1],
                WhenFalse = operands[2],
            };
    }

    /// <summary>The same step again and again, in a head that asks a network in each: taken apart before anything is printed.</summary>
    /// <param name="Count">How many steps: a node.</param>
    /// <param name="Step">One of them, over parameters and columns alone.</param>
    /// <param name="Point">The parameter of it that is what was made so far.</param>
    /// <param name="Number">The parameter of it that is its number.</param>
    public sealed record Loop(ValueType Type, int Start, int Count, Equation Step, string Point, string Number) : Node(Type)
    {
        public override EquatableArray<int> Operands => EquatableArray.Of(Start, Count);

        public override Node With(IReadOnlyList<int> operands) => this with { Start = operands[0], Count = operands[1] };
    }

    /// <summary>One number per row, repeated for every component of <c>Like</c>.</summary>
    public sealed record Broadcast(int Operand, int Like) : Node(ValueType.Vector)
    {
        public override EquatableArray<int> Operands => EquatableArray.Of(Operand, Like);

        public override Node With(IReadOnlyList<int> operands) => new Broadcast(operands[0], operands[1]);
    }

    /// <summary>u v^T of each row: the gradient with respect to a matrix that multiplied v.</summary>
    public sealed record OuterProduct(int Left, int Right) : Node(ValueType.Matrix)
    {
        public override EquatableArray<int> Operands => EquatableArray.Of(Left, Right);

        public override Node With(IReadOnlyList<int> operands) => new OuterProduct(operands[0], operands[1]);
    }

    /// <summary>A row made of its columns, in order.</summary>
    public sealed record MakeRow(ValueType Type, EquatableArray<string> Columns, EquatableArray<int> Values) : Node(Type)
    {
        public override EquatableArray<int> Operands => Values;

        public override Node With(IReadOnlyList<int> operands) => this with { Values = operands.ToEquatableArray() };
    }

    /// <summary>One number for the whole batch.</summary>
    /// <param name="Level">The quantile's level, from 0 to 1: a node.</param>
    public sealed record Statistic(ValueType Type, StatisticKind Kind, int Column, int Level) : Node(Type)
    {
        public override EquatableArray<int> Operands => EquatableArray.Of(Column, Level);

        public override Node With(IReadOnlyList<int> operands) => this with { Column = operands[0], Level = operands[1] };
    }

    /// <summary>The gradient with respect to an argument of a question, as the network's backward pass gives it.</summary>
    public sealed record ArgumentGradient(ValueType Type, int Question, int Argument, int Gradient) : Node(Type)
    {
        public override EquatableArray<int> Operands => EquatableArray.Of(Question, Gradient);

        public override Node With(IReadOnlyList<int> operands) => this with { Question = operands[0], Gradient = operands[1] };
    }

    /// <summary>The derivative of an operation that declares none: autograd through its batched form.</summary>
    public sealed record BatchedGradient(ValueType Type, int Operation, int Argument, int Gradient) : Node(Type)
    {
        public override EquatableArray<int> Operands => EquatableArray.Of(Operation, Gradient);

        public override Node With(IReadOnlyList<int> operands) => this with { Operation = operands[0], Gradient = operands[1] };
    }
}
