using Licensing.Client.Tests;

[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
[assembly: AssemblyFixture(typeof(ClientHost))]
[assembly: AssemblyFixture(typeof(SignedUpHost))]
