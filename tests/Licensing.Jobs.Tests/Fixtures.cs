[assembly: AssemblyFixture(typeof(ServiceHost))]
[assembly: AssemblyFixture(typeof(LawfulHost))]
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
