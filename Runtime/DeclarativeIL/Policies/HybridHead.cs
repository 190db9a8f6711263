namespace DeclarativeIL.Policies;

/// <summary>
/// Numbers within bounds and a choice, independent of each other in a state: to steer and to change gears (Neunert et al. 2020,
/// "Continuous-discrete reinforcement learning for hybrid control in robotics", https://arxiv.org/abs/2001.00449).
/// </summary>
/// <param name="Numbers">The head of the first part, a box with finite bounds.</param>
/// <param name="Choice">The head of the second part.</param>
[Head<TupleSpace>]
public sealed partial record HybridHead(SquashedGaussianHead Numbers, CategoricalHead Choice);
