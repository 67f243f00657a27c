// SPDX-License-Identifier: Apache-2.0
// The same interface from C++: every header has C linkage, and the nouns go
// into unique_ptr with their own free functions.
#include <chancery/chancery.h>

#include <cstdio>
#include <memory>
#include <string>

template <class T, void (*release)(T *)> struct releaser {
    void operator()(T *p) const { release(p); }
};
template <class T, void (*release)(T *)>
using owned = std::unique_ptr<T, releaser<T, release>>;

int main()
{
    const std::string id = "consumer";
    const std::string text = "Japan's prime minister visited Seoul on Monday.";
    chn_err err{};
    owned<chn_engine, chn_engine_free> engine(chn_engine_open(nullptr, &err));
    if (!engine)
        return std::fprintf(stderr, "consumer: %s\n", err.text), 1;
    owned<chn_worker, chn_worker_free> worker(
        chn_worker_new(engine.get(), &err));
    chn_report report{};
    report.id = {id.data(), id.size()};
    report.published = chn_day_parse("2018-01-23", 10);
    report.text = {text.data(), text.size()};
    owned<chn_result, chn_result_free> result(
        worker ? chn_worker_code(worker.get(), &report, &err) : nullptr);
    if (!result)
        return std::fprintf(stderr, "consumer: %s\n", err.text), 1;
    std::printf("%s: %zu claims\n", chn_version(),
                chn_result_claim_count(result.get()));
    return chn_result_claim_count(result.get()) ? 0 : 1;
}
