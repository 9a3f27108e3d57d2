using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Licensing.Api.Security;

/// <summary>The one key under which the framework protects its cookies and forms: derived from the deployment's, so every instance
/// has it, a restart keeps it, and nothing is stored.</summary>
/// <remarks>It is never renewed. The framework draws a key of its own from it for every single thing that it protects.</remarks>
public sealed class DerivedCookieKey(DeploymentKey deployment) : IXmlRepository
{
    private readonly byte[] _key = [.. deployment.Derive("protect cookies"), .. deployment.Derive("protect cookies, second half")];

    public IReadOnlyCollection<XElement> GetAllElements() =>
    [
        new("key", new XAttribute("id", new Guid(deployment.Derive("name of the cookie key").AsSpan(0, 16))), new XAttribute("version", 1),
            // Never before it begins nor after it ends.
            new XElement("creationDate", new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)),
            new XElement("activationDate", new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)),
            new XElement("expirationDate", new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero)),
            new XElement("descriptor", new XAttribute("deserializerType", typeof(AuthenticatedEncryptorDescriptorDeserializer).AssemblyQualifiedName!),
                new XElement("descriptor",
                    new XElement("encryption", new XAttribute("algorithm", "AES_256_CBC")),
                    new XElement("validation", new XAttribute("algorithm", "HMACSHA256")),
                    new XElement("masterKey", new XElement("value", Convert.ToBase64String(_key)))))),
    ];

    public void StoreElement(XElement element, string friendlyName) => throw new NotSupportedException("The key is derived; none is made or revoked.");
}
