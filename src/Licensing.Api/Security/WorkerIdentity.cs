using System.Text.Json.Serialization;
using Licensing.Api.Features.Disclosures;
using NJsonSchema.Annotations;

namespace Licensing.Api.Security;

/// <summary>The document that says who a worker is. From what is stored only <see cref="IdentitySeal.Open"/> makes one, which wants to
/// see the recorded read.</summary>
[JsonConverter(typeof(Writer)), JsonSchemaType(typeof(WorkerDocument), IsNullable = true)]
public sealed class WorkerIdentity : Masked
{
    private WorkerIdentity(WorkerDocument? shown)
        : base(shown)
    {
    }

    public static WorkerIdentity For(Caller caller, WorkerDocument? document) =>
        new(caller.Holds(Permission.ReadWorkerIdentities) ? document : null);
}
