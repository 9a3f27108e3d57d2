using System.Buffers.Text;
using System.Text;
using Licensing.Api.Database;
using Licensing.Api.Security;
using Licensing.Api.Security.Issuer;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Access;

/// <summary>In Development a client for each role, so that every call can be tried. Their secrets follow from the key of the
/// deployment and a number drawn for each database: no two installations share one, and every start prints the same.</summary>
public sealed class DemonstrationClients(LicensingDb db, Caller caller, DeploymentKey key, IConfiguration configuration, IHostEnvironment environment, TimeProvider clock)
{
    private const string Prefix = "demo-", Reason = "demonstration";

    /// <summary>Registers those that are missing, and writes name and secret of each into a file that only its owner reads.</summary>
    public async Task<IReadOnlyList<(string Name, string Secret)>> PrepareAsync(CancellationToken ct)
    {
        caller.Become(Caller.System("demonstration"));
        var agency = await db.Agencies.OrderBy(a => a.Id).FirstOrDefaultAsync(ct);
        var known = await db.Clients.Where(c => c.IsDemonstration).ToListAsync(ct);
        var now = clock.Now();
        foreach (var role in Hats.Givable.Where(role => agency is not null || !Hats.IsOfAgency(role)))
        {
            var name = Prefix + Http.Json.Words.ConvertName(role.ToString());
            if (known.Any(c => c.Name == name))
                continue;
            var client = new Client(name, "Demonstration", now, caller.Name, isDemonstration: true);
            client.SetSecret(SecretOf(client));
            var membership = new Membership(name, role, Hats.IsOfAgency(role) ? agency : null, now, null, now, caller.Name);
            db.AddRange(client, membership);
            db.Record(client, new ClientRegistered(name), Reason);
            db.Record(membership, new RoleGiven(name, role, membership.Agency?.PublicId, now, null), Reason);
            known.Add(client);
        }

        // Under another key of the deployment their secrets are others.
        foreach (var client in known.Where(c => c.DisabledAt is null && !c.Accepts(SecretOf(c), now)))
        {
            client.SetSecret(SecretOf(client));
            db.Record(client, new ClientSecretRotated(null), Reason);
        }

        await db.SaveChangesAsync(ct);
        var all = known.Where(c => c.DisabledAt is null).Select(c => (c.Name, SecretOf(c))).OrderBy(c => c.Name, StringComparer.Ordinal).ToList();
        var file = Path.GetFullPath(configuration["Identity:DemonstrationFile"] ?? "data/demonstration-clients", environment.ContentRootPath);
        File.Delete(file);
        OwnerOnlyFile.Create(file, Encoding.UTF8.GetBytes(string.Concat(all.Select(c => $"{c.Name} {c.Item2}\n"))));
        return all;
    }

    public static string TextFor(IReadOnlyList<(string Name, string Secret)> clients, string address)
    {
        var text = new StringBuilder();
        text.AppendLine("DEMONSTRATION CLIENTS, one for each role; the service listens on this machine only for as long as they exist.");
        foreach (var (name, secret) in clients)
            text.AppendLine($"  {name,-24} {secret}");
        if (clients.FirstOrDefault(c => c.Name == Prefix + "case-officer") is { Name: not null } officer)
        {
            text.AppendLine("A token, and a call with it:");
            text.AppendLine($"  TOKEN=$(curl -s {address}{IssuerSetup.TokenPath} -d grant_type=client_credentials -d client_id={officer.Name} -d client_secret={officer.Secret} | grep -o 'eyJ[^\"]*')");
            text.AppendLine($"  curl -s '{address}/v1/flags?limit=1' -H \"Authorization: Bearer $TOKEN\"");
        }

        return text.ToString();
    }

    private string SecretOf(Client client) => Base64Url.EncodeToString(key.Derive($"secret of demonstration client {client.PublicId}"));
}
