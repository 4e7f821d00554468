// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/SignedData.h"
#include "smartcard/PivOverview.h"
#include "smartcard/Tlv.h"

#include <algorithm>
#include <cstdlib>

using namespace hufu;

namespace {

/// A card that answers whatever: each answer is a length and so many octets of the input, then the end of it for ever.
class AnyCard final : public CardLine {
public:
    explicit AnyCard(BytesView answers) : m_answers(answers) {}
    Result<void> begin() override { return {}; }
    void end(Leave) override {}
    Result<SecureBytes> exchange(BytesView, CardPatience) override
    {
        if (m_answers.empty())
            return fail(ErrorCode::CardAbsent);
        const std::size_t size = std::min<std::size_t>(m_answers[0], m_answers.size() - 1);
        SecureBytes answer = SecureBytes::copyOf(m_answers.subspan(1, size));
        m_answers = m_answers.subspan(1 + size);
        return answer;
    }
    const std::string &reader() const override { return m_reader; }

private:
    BytesView m_answers;
    std::string m_reader = "any";
};

} // namespace

/// Whatever a card may answer: the objects, and whole conversations.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const BytesView bytes(data, size);
    TlvReader reader(bytes);
    std::size_t read = 0;
    for (Tlv element; reader.next(element);)
        read += element.value.size() + 2;
    if (read > size)
        std::abort();
    (void)Chuid::parse(bytes);
    (void)readKeyMetadata(bytes);
    (void)readTriesMetadata(bytes);
    if (const Result<Bytes> der = certificateInObject(bytes); der && *certificateInObject(objectOfCertificate(*der)) != *der)
        std::abort();
    for (KeyKind kind : allKeyKinds)
        (void)publicKeyOfTemplate(kind, bytes);
    {
        AnyCard line(bytes);
        (void)lookAtCard(line);
    }
    AnyCard line(bytes);
    if (Result<PivCard> card = PivCard::open(line)) {
        (void)card->authenticate(ManagementKey::factory(ManagementKey::Algorithm::Aes256));
        (void)card->generateKey(PivSlot::Signature, KeyKind::EcP256);
        (void)card->verifyPin(SecureBytes::copyOf("123456"));
        (void)card->sign(PivSlot::Signature, KeyKind::EcP256, bytes.first(std::min<std::size_t>(size, 10)));
    }
    return 0;
}
