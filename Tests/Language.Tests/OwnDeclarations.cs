// the language's own examples, not the algorithms of these names that are shipped
global using Airl = DeclarativeIL.Language.Tests.Declarations.Airl;
global using Gail = DeclarativeIL.Language.Tests.Declarations.Gail;
global using SoftActorCritic = DeclarativeIL.Language.Tests.Declarations.SoftActorCritic;
global using Sqil = DeclarativeIL.Language.Tests.Declarations.Sqil;
