namespace DeclarativeIL.Training;

/// <content>What a planner has solved for, in a checkpoint.</content>
public sealed partial class SoftPlanner : IRestorable
{
    void IRestorable.SaveState(BinaryWriter state)
    {
        state.WriteNumbers<double>(_values);
        state.WriteNumbers<double>(_actValues);
    }

    void IRestorable.RestoreState(BinaryReader state)
    {
        state.ReadNumbers<double>(_values, "values of states");
        state.ReadNumbers<double>(_actValues, "values of acts");
        Publish();
    }
}
