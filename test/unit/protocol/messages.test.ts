import assert from 'node:assert/strict';
import { receiveFromHost, receiveFromReview, type HostMessage } from '../../../src/protocol/messages';

const environment = { name: 'production', kind: 'database', role: null, protected: true, serverVersion: '15.18' };

describe('messages between the extension and Drift Review', () => {
  it('reads what the extension sends as it was sent', () => {
    const message: HostMessage = {
      type: 'comparison',
      comparison: {
        phase: 'failed',
        source: environment,
        target: { ...environment, name: 'development' },
        message: 'development could not be reached.',
        hint: 'Start it.',
      },
    };
    assert.deepEqual(receiveFromHost(structuredClone(message)), { message });
  });

  it('drops what the protocol does not know, so that nothing is sent by accident', () => {
    const secret = { ...environment, url: 'postgres://u:secret@host/db' };
    const received = receiveFromHost({
      type: 'comparison',
      comparison: { phase: 'comparing', source: secret, target: environment },
    });
    assert.ok('message' in received);
    assert.doesNotMatch(JSON.stringify(received), /secret/);
  });

  it('names the type of an unknown message and throws nothing', () => {
    assert.deepEqual(receiveFromReview({ type: 'dropEverything', id: 'x' }), {
      problem: 'Unknown message of type dropEverything (wrong: type)',
    });
  });

  it('says which part of a known message is wrong, and not what is in it', () => {
    const received = receiveFromReview({ type: 'choose', number: 1, add: ['a'], remove: 'all my secrets' });
    assert.deepEqual(received, { problem: 'Unknown message of type choose (wrong: remove)' });
  });

  for (const [name, data] of [
    ['nothing', undefined],
    ['null', null],
    ['a text', 'ready'],
    ['a number', 7],
    ['an empty object', {}],
  ] as const) {
    it(`survives ${name}`, () => {
      assert.ok('problem' in receiveFromReview(data));
      assert.ok('problem' in receiveFromHost(data));
    });
  }
});
