namespace DeclarativeIL.Algorithms;

/// <summary>
/// Mixed preference optimisation (<see href="https://arxiv.org/abs/2411.10442">Wang et al., 2024</see>): which of the two, how good each is
/// by itself, and how to write it.
/// </summary>
/// <remarks>
/// Minimises 0.8 <see cref="Dpo"/> + 0.2 <see cref="Bco"/> + 1.0 <see cref="PreferredFineTuning"/>, the paper's weights; each is a
/// property.
/// <list type="number">
/// <item>The paper's reward shift of the second part is left out, see there.</item>
/// </list>
/// </remarks>
[Loss<Dpo>(Weight = 0.8), Loss<Bco>(Weight = 0.2), Loss<PreferredFineTuning>]
public sealed partial class Mpo;
