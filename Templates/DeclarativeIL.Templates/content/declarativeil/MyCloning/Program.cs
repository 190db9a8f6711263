using DeclarativeIL;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

// demonstrations of an expert, here a controller
var seeds = new SeedSequence(1);
var expert = Expert.From(new CartPoleController());
var trajectories = TrajectoryRecorder.Record(new CartPole(), expert, 3, seeds.Child("demonstrations"));
var demonstrations = new Dataset<Demonstration>(trajectories.SelectMany(trajectory => trajectory.ToDemonstrations()));

// train by the declared loss
using var policy = new CategoricalPolicy(stateSize: 4, actions: 2, hidden: [32, 32], Activation.Tanh, seeds.Child("policy"));
var result = new SmoothedCloning { Smoothing = 0.05 }.Train(policy, demonstrations, new TrainingOptions { Epochs = 30, Seed = 1 });
Console.WriteLine($"loss {result.Losses["Smoothed"]:F2} after {result.Steps} steps");

// save, load, act
policy.Save("policy.safetensors");
using var loaded = CategoricalPolicy.Load("policy.safetensors");
var environment = new CartPole();
var (observation, action, steps) = (new float[environment.Observations.Width], new float[1], 0);
environment.Reset(7, observation);
for (var isOver = false; !isOver; steps++)
{
    loaded.Mode(observation, action);
    var step = environment.Step(action, observation);
    isOver = step.Terminated || step.Truncated;
}
Console.WriteLine($"kept the pole up for {steps} steps");
